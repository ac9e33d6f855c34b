import type { ModelObject } from '../model/types.ts';
import type { Relation } from '../plan/types.ts';
import type { PatternContext } from './context.ts';
import { dateDimensionRelation } from './dimensional/date-dimension.ts';
import { dimensionRelation } from './dimensional/dimension.ts';
import { factRelation } from './dimensional/fact.ts';
import { sourceRelation } from './staging/source.ts';
import { stagingRelation } from './staging/staging.ts';
import { hubRelation } from './vault/hub.ts';
import { linkRelation } from './vault/link.ts';
import { satelliteRelation } from './vault/satellite.ts';

/** Expands an object by its kind's pattern: a new construct joins here. */
export function expand(object: ModelObject, context: PatternContext): Relation | undefined {
  switch (object.kind) {
    case 'source':
      return sourceRelation(object, context);
    case 'staging':
      return stagingRelation(object, context);
    case 'hub':
      return hubRelation(object, context);
    case 'link':
      return linkRelation(object, context);
    case 'satellite':
      return satelliteRelation(object, context);
    case 'dimension':
      return dimensionRelation(object, context);
    case 'date_dimension':
      return dateDimensionRelation(object, context);
    case 'fact':
      return factRelation(object, context);
  }
}
