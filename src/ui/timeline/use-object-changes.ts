import { useCallback } from 'react';
import type { DeliveryChanges } from '../../store/studio-types.ts';
import { subjectRelation } from '../panel/subject.ts';
import { useAsked } from '../replay/use-asked.ts';
import { versionOf } from '../results/version-of.ts';
import { useActions, useStudio } from '../use-studio.ts';

/** Of larger objects the changes are counted when they are looked at, not while one walks the diagram. */
const MOST_ROWS = 300_000;
const NONE: ReadonlyMap<string, DeliveryChanges> = new Map();

/** What each delivery did to the selected object, where that is quick to tell. */
export function useObjectChanges(): ReadonlyMap<string, DeliveryChanges> {
  const { replay } = useActions();
  const relation = useStudio(subjectRelation);
  const id = relation?.id ?? '';
  const run = useStudio((state) => state.run.relations.get(id));
  const phase = useStudio((state) => state.run.phase);
  const isStored = relation?.load.kind === 'append' || relation?.load.kind === 'replace' || relation?.load.kind === 'landing';
  const isBuilt = run?.status === 'built' || run?.status === 'kept' || run?.status === 'stale';
  const asks = isStored && isBuilt && (phase === 'done' || phase === 'failed') && (run.rows ?? 0) <= MOST_ROWS;
  const asked = useAsked(
    asks ? `${id} ${versionOf(run)}` : undefined,
    useCallback(() => replay.changes(id), [replay, id]),
  );
  return asked && 'value' in asked ? new Map(asked.value.map((one) => [one.delivery, one])) : NONE;
}
