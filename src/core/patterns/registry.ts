import type { ModelObject, Satellite } from '../model/types.ts';
import type { Relation } from '../plan/types.ts';
import type { PatternContext } from './context.ts';
import { dateDimensionRelations } from './dimensional/date-dimension.ts';
import { dimensionRelations } from './dimensional/dimension.ts';
import { factRelations } from './dimensional/fact.ts';
import { groupBridgeRelations } from './dimensional/group-bridge.ts';
import { hierarchyRelations } from './dimensional/hierarchy.ts';
import { timeDimensionRelations } from './dimensional/time-dimension.ts';
import { withOperations } from './operations.ts';
import { withRejects } from './rejects.ts';
import { intermediateRelations } from './staging/intermediate.ts';
import { sourceRelations } from './staging/source.ts';
import { stagingRelations } from './staging/staging.ts';
import { asOfRelations } from './vault/as-of.ts';
import { bridgeRelations } from './vault/bridge.ts';
import { effectivitySatellite } from './vault/effectivity.ts';
import { hubRelations } from './vault/hub.ts';
import { linkRelations } from './vault/link.ts';
import { multiActiveSatellite } from './vault/multi-active.ts';
import { pitRelations } from './vault/pit.ts';
import { recordTrackingSatellite } from './vault/record-tracking.ts';
import { lacksInVault, rebuiltRelations } from './vault/rebuilt.ts';
import { referenceRelations } from './vault/reference.ts';
import { standardSatellite } from './vault/satellite.ts';
import { statusTrackingSatellite } from './vault/status-tracking.ts';

function satelliteRelations(satellite: Satellite, context: PatternContext): readonly Relation[] {
  switch (satellite.satellite_type ?? 'standard') {
    case 'standard':
    case 'computed':
      return standardSatellite(satellite, context);
    case 'multi_active':
      return multiActiveSatellite(satellite, context);
    case 'effectivity':
      return effectivitySatellite(satellite, context);
    case 'record_tracking':
      return recordTrackingSatellite(satellite, context);
    case 'status_tracking':
      return statusTrackingSatellite(satellite, context);
  }
}

/** Expands an object by its kind's pattern, and lists beside it what it refuses. Its own relation comes first. */
export function expand(object: ModelObject, context: PatternContext): readonly Relation[] {
  const relations = relationsOf(object, context);
  return relations[0] && hasKeyTwice(relations[0], object, context) ? [] : withOperations(object, withRejects(object, relations, context), context);
}

/** Whether a key that is made has the name of another column, which is reported. */
function hasKeyTwice({ columns }: Relation, object: ModelObject, context: PatternContext): boolean {
  const keys = new Set(columns.filter(({ column, role }) => column === undefined && role.endsWith('_key')).map(({ name }) => name.toLowerCase()));
  const seen = new Set<string>();
  const twin = columns.find(({ name }) => {
    const folded = name.toLowerCase();
    const isTwin = keys.has(folded) && seen.has(folded);
    seen.add(folded);
    return isTwin;
  });
  if (!twin) return false;
  const own = columns.find(({ name, column }) => column !== undefined && name.toLowerCase() === twin.name.toLowerCase())?.column;
  context.report({
    code: 'duplicate-column',
    severity: 'error',
    message: `${object.name} would have two columns named ${twin.name}, a key that is made and another one: rename the other, or give the key a name of its own.`,
    at: own === undefined ? { object: object.id } : { object: object.id, column: own },
  });
  return true;
}

/** The patterns: a new construct joins here. */
function relationsOf(object: ModelObject, context: PatternContext): readonly Relation[] {
  if ((object.kind === 'dimension' || object.kind === 'fact' || object.kind === 'group_bridge') && lacksInVault(object, context)) return [];
  switch (object.kind) {
    case 'source':
      return sourceRelations(object, context);
    case 'staging':
      return stagingRelations(object, context);
    case 'intermediate':
      return intermediateRelations(object, context);
    case 'hub':
      return hubRelations(object, context);
    case 'link':
      return linkRelations(object, context);
    case 'satellite':
      return satelliteRelations(object, context);
    case 'reference':
      return referenceRelations(object, context);
    case 'as_of':
      return asOfRelations(object, context);
    case 'pit':
      return pitRelations(object, context);
    case 'bridge':
      return bridgeRelations(object, context);
    case 'dimension':
      return dimensionRelations(object, context);
    case 'date_dimension':
      return dateDimensionRelations(object, context);
    case 'time_dimension':
      return timeDimensionRelations(object, context);
    case 'hierarchy':
      return hierarchyRelations(object, context);
    case 'group_bridge':
      return groupBridgeRelations(object, context);
    case 'fact':
      return factRelations(object, context);
  }
}

/** Expands what the vault tells of the rows of a staging or intermediate object; nothing for any other. */
export const expandRebuilt = (object: ModelObject, context: PatternContext): readonly Relation[] =>
  object.kind === 'staging' || object.kind === 'intermediate' ? rebuiltRelations(object, context) : [];
