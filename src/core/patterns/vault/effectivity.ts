import type { Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { PatternContext } from '../context.ts';

/** Placeholder. */
export function effectivitySatellite(object: Satellite, context: PatternContext): readonly Relation[] {
  context.report({ code: 'not-supported-yet', severity: 'error', message: `${object.name} cannot be built by this version.`, at: { object: object.id } });
  return [];
}
