import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';

const MODEL = '';

/** Chooses the environment that DDL, load SQL and SQLMesh are written for. A dbt project is for all of them. Nothing where the project has none. */
export function EnvironmentSelect() {
  const { setView } = useActions();
  const environments = useStudio((state) => state.project.settings.environments);
  const chosen = useStudio((state) => state.view.environment);
  if (!environments || environments.length === 0) return null;
  const known = environments.some(({ name }) => name === chosen);
  return (
    <Select
      aria-label="Environment"
      value={known && chosen !== undefined ? chosen : MODEL}
      options={[{ value: MODEL, label: 'As in the model' }, ...environments.map(({ name }) => ({ value: name, label: `In ${name}` }))]}
      onChange={(name) => setView({ environment: name === null || name === MODEL ? undefined : name })}
      style={{ width: 150, flex: 'none' }}
    />
  );
}
