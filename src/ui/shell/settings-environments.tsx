import { LAYER_LABELS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import type { Environment, Layer } from '../../core/model/types.ts';
import { TextField } from '../kit/text-field.tsx';
import { SettingsEntries } from './settings-entries.tsx';
import { listWith, type SettingsPartProps } from './settings-parts.ts';
import { withText } from './settings-problems.ts';

type PerLayer = 'databases' | 'schemas';

function withLayer(environment: Environment, key: PerLayer, layer: Layer, name: string): Environment {
  const { [key]: before = {}, ...rest } = environment;
  const next = withText(before, layer, name);
  return Object.keys(next).length > 0 ? { ...rest, [key]: next } : rest;
}

/** Where the layers stand in development, in production and so on. */
export function EnvironmentFields({ settings, problems, onChange }: SettingsPartProps) {
  const environments = settings.environments ?? [];
  const put = (index: number, environment: Environment | undefined) => onChange({ environments: listWith(environments, index, environment) });
  return (
    <SettingsEntries
      title="Environments"
      hint="Where the tables stand in each. The dbt project knows all of them; the other exports are written for the one chosen in the export."
      one="environment"
      entries={environments}
      nameOf={({ name }) => name}
      onAdd={() => put(environments.length, { name: environments.length === 0 ? 'dev' : '' })}
      onRemove={(index) => put(index, undefined)}
    >
      {(environment, index) => (
        <>
          <TextField
            label="Name"
            mono
            value={environment.name}
            placeholder="dev"
            error={problems.get(`environments.${index}.name`)}
            onChange={(name) => put(index, { ...environment, name })}
          />
          <TextField
            label="Database of all layers"
            mono
            value={environment.database ?? ''}
            placeholder="the connection's own"
            onChange={(text) => put(index, withText(environment, 'database', text))}
          />
          <TextField
            label="Before each schema"
            mono
            value={environment.schema_prefix ?? ''}
            placeholder="nothing, or e.g. dev_"
            onChange={(text) => put(index, withText(environment, 'schema_prefix', text))}
          />
          <details className="or-settings-layers" open={environment.databases !== undefined || environment.schemas !== undefined}>
            <summary>Layers with a place of their own</summary>
            <table>
              <thead>
                <tr>
                  <th>Layer</th>
                  <th>Database</th>
                  <th>Schema, in place of the prefix</th>
                </tr>
              </thead>
              <tbody>
                {LAYERS.map((layer) => (
                  <tr key={layer}>
                    <th scope="row">{LAYER_LABELS[layer]}</th>
                    <td>
                      <TextField
                        aria-label={`Database of ${LAYER_LABELS[layer]} in ${environment.name}`}
                        mono
                        value={environment.databases?.[layer] ?? ''}
                        placeholder={environment.database ?? "the connection's own"}
                        onChange={(text) => put(index, withLayer(environment, 'databases', layer, text))}
                      />
                    </td>
                    <td>
                      <TextField
                        aria-label={`Schema of ${LAYER_LABELS[layer]} in ${environment.name}`}
                        mono
                        value={environment.schemas?.[layer] ?? ''}
                        placeholder={`${environment.schema_prefix ?? ''}${settings.schemas[layer]}`}
                        onChange={(text) => put(index, withLayer(environment, 'schemas', layer, text))}
                      />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </details>
        </>
      )}
    </SettingsEntries>
  );
}
