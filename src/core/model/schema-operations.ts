import * as z from 'zod';
import { Id, LAYERS, Name } from './schema-shared.ts';

/** How the warehouse is operated: environments, schedule, groups, what uses it, and how exports are to look. */

/** An address a person or a team can be reached at. */
const Contact = z.looseObject({ name: z.string().optional(), email: z.string().optional() });

/** Where the layers stand in one environment, e.g. `dev` or `prod`. */
export const Environment = z.looseObject({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'the name of an environment is lower-case letters, digits and _, e.g. dev'),
  /** Database, catalog or, on BigQuery, project of all layers; the connection's own when absent. */
  database: z.string().min(1).optional(),
  /** Layers that stand in a database of their own. */
  databases: z.partialRecord(z.enum(LAYERS), z.string().min(1)).optional(),
  /** Goes before the schema of each layer, e.g. `dev_`. */
  schema_prefix: z.string().optional(),
  /** Layers whose schema has another name here; the prefix does not apply to them. */
  schemas: z.partialRecord(z.enum(LAYERS), z.string().min(1)).optional(),
});

export const Group = z.looseObject({
  name: z.string().regex(/^[a-zA-Z]\w{0,59}$/, 'the name of a group is letters, digits and _'),
  owner: Contact.optional(),
});

/** Something outside the warehouse that reads from it. */
export const Exposure = z.looseObject({
  id: Id,
  name: Name,
  type: z.enum(['dashboard', 'notebook', 'analysis', 'ml', 'application']),
  description: z.string().optional(),
  url: z.string().optional(),
  maturity: z.enum(['low', 'medium', 'high']).optional(),
  owner: Contact.optional(),
  /** Ids of the objects it reads. */
  reads: z.array(Id),
});

export const Exports = z.looseObject({
  dbt: z
    .looseObject({
      /** The oldest dbt that the project is for: from 1.12 on, semantics stand with the models. 1.10 when absent. */
      version: z.enum(['1.10', '1.12']).optional(),
      /** Whose generic tests are used: the project's own, or a package's. */
      tests: z.enum(['own', 'dbt_utils', 'dbt_expectations']).optional(),
      /** Whose SQL loads hubs, links and satellites: the project's own, or the macros of AutomateDV. */
      vault: z.enum(['own', 'automate_dv']).optional(),
      /** Semantic models and metrics from the measures of facts. Yes when absent. */
      semantic_layer: z.boolean().optional(),
    })
    .optional(),
});
