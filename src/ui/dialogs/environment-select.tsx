import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';

const AS_MODELED = '';

/** The environment that exports are for, where the open project has it. */
export const useEnvironment = (): string | undefined =>
  useStudio(({ project, view }) => project.settings.environments?.find(({ name }) => name === view.environment)?.name);

/** Chooses where the exported tables stand; nothing where the project has no environments. */
export function EnvironmentSelect() {
  const { setView } = useActions();
  const environments = useStudio((state) => state.project.settings.environments);
  const environment = useEnvironment();
  if (environments === undefined || environments.length === 0) return null;
  return (
    <Select
      aria-label="Environment"
      value={environment ?? AS_MODELED}
      options={[{ value: AS_MODELED, label: 'As in the model' }, ...environments.map(({ name }) => ({ value: name, label: name }))]}
      onChange={(chosen) => setView({ environment: chosen === null || chosen === AS_MODELED ? undefined : chosen })}
      style={{ width: 132, flex: 'none' }}
    />
  );
}
