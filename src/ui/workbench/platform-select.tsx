import { DIALECTS } from '../../core/dialects/registry.ts';
import { PLATFORMS } from '../../core/model/schema.ts';
import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';

const OPTIONS = PLATFORMS.map((id) => ({ value: id, label: DIALECTS[id].label }));

/** Chooses the platform whose SQL is shown and exported. */
export function PlatformSelect() {
  const { setView } = useActions();
  const platform = useStudio((state) => state.view.platform);
  return (
    <Select
      aria-label="Platform"
      value={platform}
      options={OPTIONS}
      onChange={(chosen) => {
        if (chosen) setView({ platform: chosen });
      }}
      style={{ width: 132, flex: 'none' }}
    />
  );
}
