import type { Id, Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import { freeName as free, plainName } from '../plain-name.ts';

export interface DbtName {
  /** What `ref` calls it: unique in the project. */
  readonly model: string;
  /** The table or view it becomes. */
  readonly table: string;
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
  return new Map(
    built.map(({ id, table: { schema, name } }) => {
      const plain = plainName(name, platform);
      const inSchema = plainName(schema, platform);
      const table = free(`${inSchema}.${plain}`, tables).slice(inSchema.length + 1);
      tables.add(`${inSchema}.${table}`);
      const model = free((count.get(plain) ?? 0) > 1 ? `${inSchema}__${table}` : table, models);
      models.add(model);
      return [id, { model, table }];
    }),
  );
}
