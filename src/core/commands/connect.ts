import * as z from 'zod';
import { KINDS } from '../model/kinds.ts';
import { Id } from '../model/schema.ts';
import type { Id as IdText, ModelObject, ObjectKind, ObjectOf, Project, Source, Staging } from '../model/types.ts';
import { sourceToStaging, toIntermediate } from './connect-feed.ts';
import {
  dimensionToFact,
  dimensionToGroupBridge,
  dimensionToHierarchy,
  feedToDimension,
  feedToFact,
  feedToGroupBridge,
  groupBridgeToFact,
} from './connect-star.ts';
import {
  asOfTo,
  feedToHub,
  feedToLink,
  feedToReference,
  feedToSatellite,
  hubToBridge,
  hubToLink,
  linkToBridge,
  parentToPit,
  parentToSatellite,
  satelliteToPit,
} from './connect-vault.ts';
import { command, objectIn } from './define.ts';
import { freeObjectId, freeObjectName } from './free-name.ts';
import { makeObject, standardName } from './make-object.ts';
import { CommandError } from './types.ts';

type Join<F extends ObjectKind, T extends ObjectKind> = (draft: Project, from: ObjectOf<F>, to: ObjectOf<T>, column: IdText | undefined) => void;

const FEEDS = [
  ['hub', feedToHub],
  ['link', feedToLink],
  ['satellite', feedToSatellite],
  ['reference', feedToReference],
  ['dimension', feedToDimension],
  ['group_bridge', feedToGroupBridge],
  ['fact', feedToFact],
] as const;

/** A source feeds the vault and the marts through its staging object, which is drawn first where there is none. */
function viaStaging(draft: Project, source: Source, to: ModelObject, diagram: IdText | undefined): void {
  const known = Object.values(draft.objects).find((object): object is Staging => object.kind === 'staging' && object.source === source.id);
  let staging = known;
  if (!staging) {
    const name = freeObjectName(draft, standardName('staging', draft, source));
    const id = freeObjectId(draft, name);
    draft.objects[id] = makeObject('staging', { id, name }, draft, source);
    for (const each of Object.values(draft.diagrams)) {
      const at = each.placed[source.id];
      if (at && (diagram === undefined || each.id === diagram)) each.placed[id] = { x: at.x + 320, y: at.y };
    }
    staging = draft.objects[id] as Staging;
  }
  joinOf('staging', to.kind)?.(draft, staging, to, undefined);
}

const JOINS = new Map<string, Join<never, never>>([
  ['source staging', sourceToStaging],
  ...FEEDS.flatMap(([kind, join]) => [[`staging ${kind}`, join] as const, [`intermediate ${kind}`, join] as const, [`source ${kind}`, viaStaging] as const]),
  ...(['staging', 'intermediate', 'hub', 'link', 'satellite', 'reference'] as const).map((kind) => [`${kind} intermediate`, toIntermediate] as const),
  ['hub link', hubToLink],
  ['hub satellite', parentToSatellite],
  ['link satellite', parentToSatellite],
  ['hub pit', parentToPit],
  ['link pit', parentToPit],
  ['satellite pit', satelliteToPit],
  ['as_of pit', asOfTo],
  ['hub bridge', hubToBridge],
  ['link bridge', linkToBridge],
  ['as_of bridge', asOfTo],
  ['dimension fact', dimensionToFact],
  ['date_dimension fact', dimensionToFact],
  ['time_dimension fact', dimensionToFact],
  ['dimension hierarchy', dimensionToHierarchy],
  ['dimension group_bridge', dimensionToGroupBridge],
  ['group_bridge fact', groupBridgeToFact],
]);

function joinOf(from: ObjectKind, to: ObjectKind): ((draft: Project, from: ModelObject, to: ModelObject, column: IdText | undefined) => void) | undefined {
  return JOINS.get(`${from} ${to}`) as ReturnType<typeof joinOf>;
}

/** Whether an edge can be drawn between two kinds, in either direction. */
export const canConnect = (from: ObjectKind, to: ObjectKind): boolean => joinOf(from, to) !== undefined || joinOf(to, from) !== undefined;

export const connect = command('connect', 'Connect', z.object({ from: Id, to: Id, column: Id.optional() }), (draft, { from: fromId, to: toId, column }) => {
  const from = objectIn(draft, fromId);
  const to = objectIn(draft, toId);
  const forward = joinOf(from.kind, to.kind);
  const backward = joinOf(to.kind, from.kind);
  if (forward && from !== to) forward(draft, from, to, column);
  else if (backward && from !== to) backward(draft, to, from, undefined);
  else {
    const able = [...JOINS.keys()]
      .filter((pair) => pair.startsWith(`${from.kind} `))
      .map((pair) => KINDS[pair.split(' ')[1] as ObjectKind].label.toLowerCase());
    throw new CommandError(
      `A ${KINDS[from.kind].label.toLowerCase()} does not connect to a ${KINDS[to.kind].label.toLowerCase()}${able.length > 0 ? `; it connects to: ${able.join(', ')}` : ''}.`,
    );
  }
});
