import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { printName } from '../../sql/print.ts';
import type { GeneratedFile } from '../types.ts';
import { yamlText } from '../yaml-text.ts';
import { inJinja } from './jinja.ts';
import type { PropertyContext } from './properties.ts';

const HARD_DELETES = { ignore: 'ignore', close: 'invalidate', mark: 'new_record' } as const;

/** Snapshots of staged sources, each of a view with the newest row of each key. A version begins with the load date of the row that made it. */
export function snapshotFiles({ plan, platform, names, printer }: PropertyContext): {
  readonly files: readonly GeneratedFile[];
  readonly diagnostics: readonly Diagnostic[];
} {
  const made = plan.relations.flatMap((relation) => {
    const { snapshot } = relation;
    const name = names.get(relation.id);
    if (!snapshot || !name) return [];
    const { model, latest, history } = name;
    const printed = (columns: readonly string[]): readonly string[] => columns.map((name) => inJinja(printName(name, DIALECTS[platform])));
    const { text, diagnostics } = printer.check(snapshot.latest, relation);
    return [
      {
        diagnostics,
        files: [
          {
            path: `models/${relation.layer}/${latest}.sql`,
            text: `{{ config(materialized='view') }}\n\n-- The newest row of each key that is there, for the snapshot.\n${text}\n`,
          },
          {
            path: `snapshots/${history}.yml`,
            text: yamlText({
              snapshots: [
                {
                  name: history,
                  description: `Versions of the rows of ${model}, as runs of dbt saw them.`,
                  relation: `ref('${latest}')`,
                  config: {
                    schema: plan.schemas[relation.layer],
                    unique_key: printed(snapshot.key),
                    strategy: 'check',
                    // A table of nothing but keys has no other column that could change.
                    check_cols: snapshot.compared.length > 0 ? printed(snapshot.compared) : 'all',
                    updated_at: inJinja(printName(snapshot.loadDate, DIALECTS[platform])),
                    hard_deletes: HARD_DELETES[snapshot.deletes],
                  },
                },
              ],
            }),
          },
        ],
      },
    ];
  });
  return { files: made.flatMap(({ files }) => files), diagnostics: made.flatMap(({ diagnostics }) => diagnostics) };
}
