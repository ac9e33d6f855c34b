import { useMemo, useState } from 'react';
import type { Id } from '../../core/model/types.ts';
import type { ObjectState } from '../canvas/object-node.tsx';
import { objectChecks, withFiles } from '../checks/check-order.ts';
import { useStudio } from '../use-studio.ts';
import { checkedColumns, createStateKeeper, objectStates } from './object-states.ts';

/** Run state and checks by object; a state is another object only where it changed. */
export function useObjectStates(): ReadonlyMap<Id, ObjectState> {
  const relations = useStudio((state) => state.run.relations);
  const results = useStudio((state) => state.checks.results);
  const rejects = useStudio((state) => state.run.rejects);
  const fileNotes = useStudio((state) => state.run.fileNotes);
  const [keep] = useState(createStateKeeper);
  const plan = useStudio((state) => state.plan);
  const checks = useMemo(() => objectChecks(withFiles(results, { rejects, fileNotes })), [results, rejects, fileNotes]);
  const columns = useMemo(() => checkedColumns(results, plan), [results, plan]);
  return useMemo(() => keep(objectStates(relations, checks, columns)), [keep, relations, checks, columns]);
}
