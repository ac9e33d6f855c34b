import { DIALECTS } from '../../dialects/registry.ts';
import type { Id, Platform } from '../../model/types.ts';
import type { Plan } from '../../plan/types.ts';
import { printName } from '../../sql/print.ts';
import { fileName, freeName, plainName } from '../plain-name.ts';

export interface SqlmeshName {
  /** `schema.table`, after its database where it has one: how models and queries call it. */
  readonly called: string;
  readonly schema: string;
  readonly table: string;
  /** A name of letters, digits and _ for what belongs to it. */
  readonly stem: string;
}

/** What SQLMesh calls each relation: plain where the model's own name would want quotes; landing tables as they are called. */
export function sqlmeshNames(plan: Plan, platform: Platform): ReadonlyMap<Id, SqlmeshName> {
  const taken = new Set<string>();
  const printed = (name: string): string => printName(name, DIALECTS[platform]);
  return new Map(
    plan.relations.map(({ id, table: { database, schema, name }, load }) => {
      const before = database === undefined ? '' : `${printed(database)}.`;
      const isLanding = load.kind === 'landing';
      const owned = isLanding ? printed(schema) : plainName(schema, platform);
      const made = isLanding ? `${owned}.${printed(name)}` : freeName(`${owned}.${plainName(name, platform)}`, taken);
      if (!isLanding) taken.add(made);
      const table = made.slice(owned.length + 1);
      return [id, { called: `${before}${made}`, schema: owned, table, stem: fileName(made) }];
    }),
  );
}
