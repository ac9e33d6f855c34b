import * as z from 'zod';
import { DateDimension, Dimension, Fact, GroupBridge, Hierarchy, TimeDimension } from './schema-dimensional.ts';
import { Delivery, Diagram, Settings } from './schema-settings.ts';
import { Id, Name } from './schema-shared.ts';
import { Intermediate, Source, Staging } from './schema-staging.ts';
import { AsOf, Bridge, Hub, Link, Pit, Reference, Satellite } from './schema-vault.ts';

export * from './schema-dimensional.ts';
export * from './schema-operations.ts';
export * from './schema-settings.ts';
export * from './schema-shared.ts';
export * from './schema-staging.ts';
export * from './schema-vault.ts';

/**
 * The document, version 1. Every object is loose: keys that this version does not know stay where they are
 * and are written back. References are by id; ids are assigned once and survive a rename.
 */
export const FORMAT_VERSION = 1;

/** One entry per kind: the place where a new construct joins the document. */
export const ModelObject = z.discriminatedUnion('kind', [
  Source,
  Staging,
  Intermediate,
  Hub,
  Link,
  Satellite,
  Reference,
  AsOf,
  Pit,
  Bridge,
  Dimension,
  DateDimension,
  TimeDimension,
  Hierarchy,
  GroupBridge,
  Fact,
]);

/** A proposal that was refused, by what it was about. */
export const ProposalRefusal = z.looseObject({ kind: z.enum(['vault', 'star']), key: z.string().min(1), name: z.string() });

export const Project = z.looseObject({
  format: z.literal(FORMAT_VERSION),
  name: Name,
  description: z.string().optional(),
  settings: Settings,
  objects: z.record(Id, ModelObject),
  deliveries: z.array(Delivery),
  /** What was decided of proposals: what is refused is not proposed again. */
  proposals: z.looseObject({ refused: z.array(ProposalRefusal) }).optional(),
  diagrams: z.record(Id, Diagram),
});
