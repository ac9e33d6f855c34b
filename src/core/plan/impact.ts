import type { Diagnostic } from '../model/diagnostic.ts';
import { logicalTypeText } from '../model/logical-type.ts';
import type { Id } from '../model/types.ts';
import type { TableName } from '../sql/ast.ts';
import { relationFingerprint } from './fingerprint.ts';
import type { Plan, PlanColumn, Relation } from './types.ts';

export interface ColumnImpact {
  readonly change: 'added' | 'removed' | 'renamed' | 'retyped';
  /** Before the change; of an added one, after it. */
  readonly name: string;
  /** The new name, or the new type. */
  readonly to?: string;
}

export interface RelationImpact {
  readonly relation: Id;
  /** The object of the document that makes it. */
  readonly origin: Id;
  /** Schema and name before the change; of an added one, after it. */
  readonly table: string;
  /** `columns`: the table stays, its columns do not. `query`: only the text that fills it. */
  readonly change: 'added' | 'removed' | 'renamed' | 'columns' | 'query';
  /** Schema and name after it, of a renamed one. */
  readonly to?: string;
  readonly columns: readonly ColumnImpact[];
}

/** What a change of the document does to the warehouse: in build order, what is taken away last. */
export interface Impact {
  readonly relations: readonly RelationImpact[];
  /** Diagnostics that were not there before. */
  readonly problems: readonly Diagnostic[];
}

/** A plan with everything that is told of its document. */
export interface Judged {
  readonly plan: Plan;
  readonly diagnostics: readonly Diagnostic[];
}

const tableText = ({ schema, name }: TableName): string => `${schema}.${name}`;

/** Pairs what is left of two lists by what `key` gives, in order; those without a key stay unpaired. */
function paired<T>(before: T[], after: T[], key: (item: T) => string | undefined): readonly (readonly [T, T])[] {
  const pairs: (readonly [T, T])[] = [];
  for (const old of before.splice(0)) {
    const wanted = key(old);
    const at = wanted === undefined ? -1 : after.findIndex((candidate) => key(candidate) === wanted);
    const [found] = at < 0 ? [] : after.splice(at, 1);
    if (found === undefined) before.push(old);
    else pairs.push([old, found]);
  }
  return pairs;
}

/** A column stays the same one under another name when it carries the same column of the document, or plays the same role. */
function columnImpacts(before: readonly PlanColumn[], after: readonly PlanColumn[]): readonly ColumnImpact[] {
  const [old, next] = [[...before], [...after]];
  const kept = paired(old, next, ({ name }) => name);
  const carried = paired(old, next, ({ column, role }) => (column === undefined ? undefined : `${role}/${column}`));
  const played = paired(old, next, ({ column, role }) => (column === undefined ? role : undefined));
  return [
    ...[...carried, ...played].map(([{ name }, { name: to }]): ColumnImpact => ({ change: 'renamed', name, to })),
    ...kept.flatMap(([{ name, type }, { type: to }]): readonly ColumnImpact[] =>
      logicalTypeText(type) === logicalTypeText(to) ? [] : [{ change: 'retyped', name, to: logicalTypeText(to) }],
    ),
    ...next.map(({ name }): ColumnImpact => ({ change: 'added', name })),
    ...old.map(({ name }): ColumnImpact => ({ change: 'removed', name })),
  ];
}

function relationImpact(before: Plan, after: Plan, old: Relation, next: Relation): RelationImpact | undefined {
  if (old === next) return undefined;
  const [table, to] = [tableText(old.table), tableText(next.table)];
  const head = { relation: old.id, origin: old.origin, table, columns: columnImpacts(old.columns, next.columns) };
  if (table !== to) return { ...head, change: 'renamed', to };
  if (head.columns.length > 0) return { ...head, change: 'columns' };
  return relationFingerprint(before, old) === relationFingerprint(after, next) ? undefined : { ...head, change: 'query' };
}

/** What differs between two plans of one model, and which diagnostics are new. */
export function impactOf(before: Judged, after: Judged): Impact {
  const here = after.plan.relations.flatMap((next): readonly RelationImpact[] => {
    const old = before.plan.byId.get(next.id);
    if (!old) return [{ relation: next.id, origin: next.origin, table: tableText(next.table), change: 'added', columns: [] }];
    const impact = relationImpact(before.plan, after.plan, old, next);
    return impact ? [impact] : [];
  });
  const gone = before.plan.relations
    .filter(({ id }) => !after.plan.byId.has(id))
    .map((old): RelationImpact => ({ relation: old.id, origin: old.origin, table: tableText(old.table), change: 'removed', columns: [] }));
  // A diagnostic that names what is called otherwise now is the same one.
  const [told, tell] = [[...before.diagnostics], [...after.diagnostics]];
  paired(told, tell, ({ message }) => message);
  paired(told, tell, ({ code, at }) => JSON.stringify([code, at.object, at.column]));
  return { relations: [...here, ...gone], problems: tell };
}
