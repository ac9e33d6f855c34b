import { DIALECTS } from '../dialects/registry.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { LAYERS } from '../model/schema.ts';
import type { Environment, Layer, Platform } from '../model/types.ts';
import type { Plan, Relation } from '../plan/types.ts';

/** Platforms where a statement reaches no other database than that of its connection. */
const ONE_DATABASE: ReadonlySet<Platform> = new Set(['postgres', 'redshift']);

/** The database of a layer in an environment; none where the connection's own is meant. */
export const databaseOf = (environment: Environment, layer: Layer): string | undefined => environment.databases?.[layer] ?? environment.database;

/** The schema of a layer in an environment. */
export const schemaOf = ({ schemas }: Pick<Plan, 'schemas'>, environment: Environment, layer: Layer): string =>
  environment.schemas?.[layer] ?? `${environment.schema_prefix ?? ''}${schemas[layer]}`;

/** The database that the connection has to be to, where a platform knows only one at a time. */
export const connectedDatabase = (environment: Environment, platform: Platform): string | undefined =>
  ONE_DATABASE.has(platform) ? LAYERS.map((layer) => databaseOf(environment, layer)).find((name) => name !== undefined) : undefined;

/** What is wrong with an environment on a platform. */
export function environmentProblems(plan: Plan, environment: Environment, platform: Platform): readonly Diagnostic[] {
  const used = LAYERS.filter((layer) => plan.relations.some((relation) => relation.layer === layer));
  const databases = [...new Set(used.map((layer) => databaseOf(environment, layer)))];
  if (!ONE_DATABASE.has(platform) || databases.length < 2) return [];
  return [
    {
      code: 'several-databases',
      severity: 'error',
      message: `${DIALECTS[platform].label} cannot read from one database into another, and the environment ${environment.name} spreads its layers over ${databases.map((name) => name ?? "the connection's own").join(', ')}: give all layers one database there.`,
      at: {},
    },
  ];
}

/** The plan with its tables where the environment has them. Keys, queries and order stay: they know tables by id. */
export function inEnvironment(plan: Plan, environment: Environment, platform: Platform): Plan {
  const layerOf = new Map<string, Layer>(LAYERS.map((layer) => [plan.schemas[layer], layer]));
  const placed = plan.relations.map((relation): Relation => {
    // A view may stand in another layer's schema than its own, e.g. rows that a staging table refuses.
    const layer = plan.schemas[relation.layer] === relation.table.schema ? relation.layer : (layerOf.get(relation.table.schema) ?? relation.layer);
    const database = ONE_DATABASE.has(platform) ? undefined : databaseOf(environment, layer);
    const table = { schema: schemaOf(plan, environment, layer), name: relation.table.name };
    return { ...relation, table: database === undefined ? table : { database, ...table } };
  });
  return {
    ...plan,
    relations: placed,
    byId: new Map(placed.map((relation) => [relation.id, relation])),
    schemas: Object.fromEntries(LAYERS.map((layer) => [layer, schemaOf(plan, environment, layer)])) as Plan['schemas'],
  };
}
