import { createHash } from 'node:crypto';
import * as z from 'zod';
import { emptyProject } from '../src/core/model/empty-project.ts';
import { HASH_PRESETS } from '../src/core/model/hash-presets.ts';
import { ModelObject } from '../src/core/model/schema.ts';
import type { Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import type { Relation } from '../src/core/plan/types.ts';
import type { Cell, PreparedCase, Row, Step, TargetView } from './prepared.ts';

const CellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()]);
/** A header, then rows. */
const Table = z.array(z.array(CellSchema)).min(1);

/**
 * A case of our own: an Orrery project, deliveries, and the rows that must be there after one of them, worked out by hand
 * from the rule that `rule` names. A cell `md5(A||B)` stands for the hash of that text, as the feature files write it.
 */
export const OwnCase = z.strictObject({
  id: z.string(),
  object: z.string(),
  name: z.string(),
  /** Where the rule stands, and what it says. */
  rule: z.string(),
  /** What departs from the settings of a new project. */
  settings: z
    .strictObject({ vault: z.record(z.string(), z.unknown()).optional(), preset: z.enum(['orrery', 'automate_dv', 'datavault4dbt']).optional() })
    .optional(),
  objects: z.array(ModelObject),
  deliveries: z.array(z.strictObject({ load_date: z.string(), rows: z.record(z.string(), Table) })).optional(),
  expect: z
    .array(
      z.strictObject({
        /** Delivery, from 1. */
        after: z.int(),
        /** Id of the relation. */
        table: z.string(),
        /** The rows that break this check of the table; the table's own rows when absent. */
        check: z.string().optional(),
        where: z.string().optional(),
        rows: Table,
      }),
    )
    .optional(),
  /** Codes of the errors that the compiler must report instead of building. */
  refused: z.array(z.string()).optional(),
});
export type OwnCase = z.infer<typeof OwnCase>;

const resolved = (cell: Cell): Cell => {
  const hashed = typeof cell === 'string' ? /^md5\((.*)\)$/.exec(cell)?.[1] : undefined;
  return hashed === undefined ? cell : createHash('md5').update(hashed).digest('hex').toUpperCase();
};

function rowsOf([header = [], ...lines]: z.infer<typeof Table>): { readonly columns: readonly string[]; readonly rows: readonly Row[] } {
  const columns = header.map(String);
  return { columns, rows: lines.map((line) => Object.fromEntries(columns.map((column, index) => [column, resolved(line[index] ?? null)]))) };
}

function ownProject(one: OwnCase): Project {
  const base = emptyProject(one.id);
  const objects = Object.fromEntries(one.objects.map((object) => [object.id, object as Project['objects'][string]]));
  const hash = one.settings?.preset === undefined ? base.settings.hash : HASH_PRESETS[one.settings.preset].rules;
  return { ...base, objects, settings: { ...base.settings, hash, ...(one.settings?.vault ? { vault: one.settings.vault } : {}) } };
}

/** Integer keys of members are given in the order of the loads; those of a date or a time of day are what they say. */
function numberedKeys(relations: readonly Relation[]): ReadonlyMap<string, readonly string[]> {
  const isNumbered = (relation: Relation): boolean =>
    relation.kind === 'dimension' && relation.columns.some((column) => column.role === 'surrogate_key' && column.type.kind === 'integer');
  const dimensions = new Set(relations.filter(isNumbered).map(({ id }) => id));
  return new Map(
    relations.map(({ id, columns, foreignKeys }) => {
      const own = columns.filter((column) => column.role === 'surrogate_key' && dimensions.has(id)).map(({ name }) => name);
      return [id, [...own, ...foreignKeys.filter(({ relation }) => dimensions.has(relation)).flatMap((key) => key.columns)]];
    }),
  );
}

export function prepareOwnCase(one: OwnCase): PreparedCase {
  const project = ownProject(one);
  const relations = createCompiler()(project).relations;
  const targets = new Map(relations.map(({ id }): readonly [string, TargetView] => [id, { relation: id, columns: new Map(), types: new Map() }]));
  const loaded = relations.filter(({ load }) => load.kind !== 'view' && load.kind !== 'landing');
  const program = (one.deliveries ?? []).flatMap((delivery, index): Step[] => {
    const number = index + 1;
    return [
      ...Object.entries(delivery.rows).map(([source, table]): Step => ({ number, op: 'land', source, ...rowsOf(table), loadDate: delivery.load_date })),
      ...loaded.map(({ id }): Step => ({ number, op: 'load', target: id })),
      ...(one.expect ?? [])
        .filter(({ after }) => after === number)
        .map(({ table, check, where, rows }): Step => {
          const expected = rowsOf(rows);
          const expectation =
            check === undefined
              ? { kind: 'rows' as const, ...expected, ...(where === undefined ? {} : { where }) }
              : { kind: 'check' as const, check, ...expected };
          return { number, op: 'expect', target: table, expectation };
        }),
    ];
  });
  return {
    id: one.id,
    object: one.object,
    name: one.name,
    project,
    targets,
    program,
    dates: new Map(),
    numbered: numberedKeys(relations),
    refused: one.refused ?? [],
  };
}
