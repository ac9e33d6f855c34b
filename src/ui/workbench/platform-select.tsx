import { Select } from '../kit/select.tsx';
import { PLATFORM_OPTIONS } from '../platform-options.ts';
import { useActions, useStudio } from '../use-studio.ts';

/** Chooses the platform whose SQL is shown and exported. */
export function PlatformSelect() {
  const { setView } = useActions();
  const platform = useStudio((state) => state.view.platform);
  return (
    <Select
      aria-label="Platform"
      value={platform}
      options={PLATFORM_OPTIONS}
      onChange={(chosen) => {
        if (chosen) setView({ platform: chosen });
      }}
      style={{ width: 132, flex: 'none' }}
    />
  );
}
