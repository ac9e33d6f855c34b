import { useEffect, useState } from 'react';
import type { RelationRun } from '../../store/studio-types.ts';
import { useActions } from '../use-studio.ts';
import { versionOf } from './version-of.ts';

/** Rows of a built relation: as the run told them, else counted now; nothing while that lasts. An error is told in its place. */
export function useRowCount(relation: string, run: RelationRun | undefined): number | string | undefined {
  const { count } = useActions();
  const [counted, setCounted] = useState<{ readonly of: string; readonly rows: number | string }>();
  const of = run ? `${relation} ${versionOf(run)}` : '';
  const told = run?.rows;
  const asks = run !== undefined && told === undefined && (run.status === 'built' || run.status === 'kept' || run.status === 'stale');
  useEffect(() => {
    if (!asks) return undefined;
    let left = false;
    const keep = (rows: number | string): void => {
      if (!left) setCounted({ of, rows });
    };
    count(relation).then(keep, (error: unknown) => keep(error instanceof Error ? error.message : String(error)));
    return () => {
      left = true;
    };
  }, [asks, count, of, relation]);
  return told ?? (counted?.of === of ? counted.rows : undefined);
}
