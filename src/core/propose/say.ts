import type { KnownTable } from '../infer/columns.ts';
import type { KeyFinding } from '../infer/keys.ts';
import type { ReferenceFinding } from '../infer/references.ts';
import type { Id } from '../model/types.ts';

export const count = (value: number): string => value.toLocaleString('en-US');
export const times = (value: number, word: string): string => `${count(value)} ${value === 1 ? word : `${word}s`}`;
/** A share as people write it; never 100 % or 0 % for what is not all or nothing. */
export function percent(share: number): string {
  if (share > 0.995 && share < 1) return `${Math.min(99.99, Math.floor(share * 10_000) / 100)} %`;
  return share > 0 && share < 0.01 ? `${Math.max(0.01, Math.round(share * 10_000) / 100)} %` : `${Math.round(share * 100)} %`;
}
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;

export const nameIn = (table: KnownTable | undefined, id: Id): string => table?.byId.get(id)?.column.name ?? id;
export const namesIn = (table: KnownTable | undefined, ids: readonly Id[]): string => listed(ids.map((id) => nameIn(table, id)));

/** What speaks for a key. */
export function keySentence(table: KnownTable, key: KeyFinding): string {
  const names = namesIn(table, key.columns);
  const verb = key.columns.length === 1 ? 'names' : 'together name';
  if (!key.figures) return `${names} ${verb} a row of ${table.source.name}${key.isDeclared ? ', as its definition says' : ', by its name'}.`;
  const { deliveries } = key.figures;
  const rows = deliveries.reduce((sum, one) => sum + one.rows, 0);
  const dirt = key.missing + key.repeated;
  const each = deliveries.length === 1 ? 'one delivery' : `each of ${deliveries.length} deliveries`;
  if (dirt > 0)
    return `${names} ${verb} a row of ${table.source.name} in all but ${count(dirt)} of ${times(rows, 'row')}: ${count(key.missing)} lack it, ${count(key.repeated)} repeat another.`;
  return `${names} ${verb} a row of ${table.source.name}: never missing, never twice, in ${each} (${times(rows, 'row')}, ${times(key.figures.distinct, 'different key')}).`;
}

/** What speaks for a reference. */
export function referenceSentence(
  child: KnownTable | undefined,
  parent: KnownTable | undefined,
  { figures, by, coverage, ...found }: ReferenceFinding,
): string {
  const from = `${child?.source.name ?? ''}.${namesIn(child, found.child.columns)}`;
  const to = `${parent?.source.name ?? ''}.${namesIn(parent, found.parent.columns)}`;
  if (!figures || coverage === undefined) return by === 'declared' ? `${from} refers to ${to}, as its definition says.` : `${from} has the name of ${to}.`;
  const spelled = found.needsCleaning ? ', once blanks around them and letter case count no more' : '';
  const named = by === 'values' ? '; the names say nothing' : by === 'akin' ? '; its name is another word for them' : '';
  const orphans = (figures.orphanRows ?? 0) > 0 ? `; ${times(figures.orphanRows ?? 0, 'row')} refer to none` : '';
  if (found.kind === 'same')
    return `${from} and ${to} name the same things: ${count(figures.shared)} of ${count(Math.min(figures.childDistinct, figures.parentDistinct))} values are in both (${percent(coverage)})${spelled}${named}.`;
  return `${from} refers to ${to}: ${count(figures.shared)} of its ${times(figures.childDistinct, 'value')} are keys there (${percent(coverage)})${spelled}${orphans}${named}.`;
}
