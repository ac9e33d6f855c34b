import type { Id, Project } from '../core/model/types.ts';
import { buildFingerprints } from '../core/plan/build-fingerprint.ts';
import { digest } from '../core/plan/digest.ts';
import type { Plan } from '../core/plan/types.ts';
import type { DataFile, RelationRun } from './studio-types.ts';

/** What each relation was built from. */
export type Built = ReadonlyMap<Id, string>;

/** A text per relation that is equal exactly when a run would keep it: what it is, and the files of the sources below it. */
export function buildMarks(plan: Plan, project: Project, files: ReadonlyMap<string, DataFile>, upTo: string | undefined): Built {
  const fingerprints = buildFingerprints(plan);
  const marks = new Map<Id, string>();
  const data = new Map<Id, string>();
  for (const relation of plan.relations) {
    const delivered =
      relation.kind === 'source'
        ? project.deliveries
            .filter((delivery) => upTo === undefined || delivery.load_date <= upTo)
            .flatMap((delivery) => {
              const file = files.get(delivery.files[relation.id] ?? '');
              return file ? [`${delivery.load_date} ${file.fingerprint}`] : [];
            })
        : relation.dependsOn.map((id) => data.get(id) ?? '');
    const below = digest(delivered.join('|'));
    data.set(relation.id, below);
    marks.set(relation.id, `${fingerprints.get(relation.id) ?? ''}|${below}`);
  }
  return marks;
}

/** Run states after a change: what differs from what was built is stale, and built again once it is as it was. */
export function withStaleness(relations: ReadonlyMap<Id, RelationRun>, built: Built, now: Built): ReadonlyMap<Id, RelationRun> {
  let changed = false;
  const next = new Map<Id, RelationRun>();
  for (const [id, run] of relations) {
    if (!now.has(id)) {
      changed = true;
      continue;
    }
    const same = built.get(id) === now.get(id);
    const status = run.status === 'built' || run.status === 'kept' ? (same ? run.status : 'stale') : run.status === 'stale' && same ? 'built' : run.status;
    if (status !== run.status) changed = true;
    next.set(id, status === run.status ? run : { ...run, status });
  }
  return changed ? next : relations;
}
