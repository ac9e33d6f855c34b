import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Id, Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import { freeName as free, plainName } from '../plain-name.ts';

export interface DbtName {
  /** What `ref` calls it: unique in the project. */
  readonly model: string;
  /** The table or view it becomes. */
  readonly table: string;
  /** The view with what was delivered, which AutomateDV reads, where there is one. */
  readonly staged: string;
  /** The view with the newest row of each key, of which a snapshot is taken, where there is one. */
  readonly latest: string;
  /** That snapshot. */
  readonly history: string;
}

/** What `source` calls each landing table. */
export function sourceNames(plan: Plan, platform: Platform): ReadonlyMap<Id, string> {
  const taken = new Set<string>();
  return new Map(
    plan.relations
      .filter(({ load }) => load.kind === 'landing')
      .map(({ id, table }) => {
        const name = free(plainName(table.name, platform), taken);
        taken.add(name);
        return [id, name];
      }),
  );
}

/** What `ref` calls the rows that go along, per landing table. */
export const seedName = (source: string): string => `landing__${source}`;

/** A model name per relation that is built, in plan order: its table's, with the schema before it where two tables share one. */
export function dbtNames(plan: Plan, platform: Platform): ReadonlyMap<Id, DbtName> {
  const built = plan.relations.filter(({ load }) => load.kind !== 'landing');
  const tables = new Set<string>();
  const count = new Map<string, number>();
  for (const { table } of built) {
    const plain = plainName(table.name, platform);
    count.set(plain, (count.get(plain) ?? 0) + 1);
  }
  const models = new Set([...sourceNames(plan, platform).values()].map(seedName));
  const named = built.map(({ id, table: { schema, name } }) => {
    const plain = plainName(name, platform);
    const inSchema = plainName(schema, platform);
    const table = free(`${inSchema}.${plain}`, tables).slice(inSchema.length + 1);
    tables.add(`${inSchema}.${table}`);
    const model = free((count.get(plain) ?? 0) > 1 ? `${inSchema}__${table}` : table, models);
    models.add(model);
    return { id, model, table, inSchema };
  });
  return new Map(
    named.map(({ id, model, table, inSchema }) => {
      // What stands beside a model yields to the names of others, as models and as tables of its schema.
      const beside = (what: string): string => free(`${model}__${what}`, { has: (name) => models.has(name) || tables.has(`${inSchema}.${name}`) });
      return [id, { model, table, staged: beside('staged'), latest: beside('latest'), history: beside('history') }];
    }),
  );
}

/** Columns that dbt cannot name: it puts quotes around a name and doubles none inside. Those of landing tables it never names itself. */
export function unquotableColumns(plan: Plan, platform: Platform): readonly Diagnostic[] {
  const [mark = '"'] = DIALECTS[platform].quote('');
  return plan.relations.flatMap(({ load, table, origin, columns }) =>
    load.kind === 'landing'
      ? []
      : columns
          .filter(({ name }) => name.includes(mark))
          .map(({ name }) => ({
            code: 'dbt-quote-in-name',
            severity: 'error',
            message: `dbt cannot build ${table.name} with a column named ${name}: it puts ${mark} around names and doubles none inside. Rename it, or what it is named after, or take the plain SQL or SQLMesh project.`,
            at: { object: origin },
          })),
  );
}
