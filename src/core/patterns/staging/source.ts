import type { Source } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import { deliveryColumns, planColumn, relationHead, type PatternContext } from '../context.ts';

/** The landing table: the delivered columns, then when, whence and where in the file each row came. */
export function sourceRelations(source: Source, { project }: PatternContext): readonly Relation[] {
  const key = new Set(source.key ?? []);
  // A stream of changes brings a key as often as it changes.
  const promised = source.delivery === 'cdc' ? [] : (source.key ?? []).flatMap((id) => source.columns.find((column) => column.id === id)?.name ?? []);
  const landing: Relation = {
    ...relationHead(source, project),
    columns: [
      ...source.columns.map((column) => planColumn(column, key.has(column.id) ? 'natural_key' : 'attribute', true)),
      ...deliveryColumns(source, project, true),
    ],
    load: { kind: 'landing', keep: source.landing === 'replace' ? 'last' : 'every' },
    dependsOn: [],
    recordSource: source.system ?? source.name,
    ...(promised.length > 0 ? { promisedKey: promised } : {}),
    ...(source.drift === 'ignore' || source.drift === 'fail' ? { drift: source.drift } : {}),
  };
  return [landing];
}
