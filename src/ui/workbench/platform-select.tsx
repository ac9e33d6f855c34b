import { DIALECTS } from '../../core/dialects/registry.ts';
import { PLATFORMS } from '../../core/model/schema.ts';
import { useActions, useStudio } from '../use-studio.ts';

/** Chooses the platform whose SQL is shown and exported. */
export function PlatformSelect() {
  const { setView } = useActions();
  const platform = useStudio((state) => state.view.platform);
  return (
    <select className="or-p-select" aria-label="Platform" value={platform} onChange={(event) => {
      const chosen = PLATFORMS.find((candidate) => candidate === event.target.value);
      if (chosen) setView({ platform: chosen });
    }}>
      {PLATFORMS.map((id) => <option key={id} value={id}>{DIALECTS[id].label}</option>)}
    </select>
  );
}
