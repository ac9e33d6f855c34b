import type { Id } from '../../core/model/types.ts';
import { digest } from '../../core/plan/digest.ts';
import type { Plan } from '../../core/plan/types.ts';
import type { RunDelivery } from '../run-types.ts';

/** Per relation, the mark of its state after each delivery: equal marks mean that the deliveries gave it the same files. */
export type Marks = ReadonlyMap<Id, readonly string[]>;

/** Landing tables that a relation reads, however far down. */
export function sourcesOf(plan: Plan): ReadonlyMap<Id, ReadonlySet<Id>> {
  const sources = new Map<Id, ReadonlySet<Id>>();
  for (const relation of plan.relations) {
    sources.set(
      relation.id,
      new Set([...(relation.load.kind === 'landing' ? [relation.id] : []), ...relation.dependsOn.flatMap((id) => [...(sources.get(id) ?? [])])]),
    );
  }
  return sources;
}

/** Without deliveries there is still one state: that of empty landing tables. */
export const stepCount = (deliveries: readonly RunDelivery[]): number => Math.max(1, deliveries.length);

export function historyMarks(plan: Plan, deliveries: readonly RunDelivery[]): Marks {
  const marks = new Map<Id, readonly string[]>();
  for (const [id, sources] of sourcesOf(plan)) {
    let mark = 'empty';
    marks.set(
      id,
      Array.from({ length: stepCount(deliveries) }, (_, step) => {
        const delivery = deliveries[step];
        const files = (delivery?.files ?? []).filter((file) => sources.has(file.source)).map((file) => [file.source, file.fingerprint]);
        if (delivery && files.length > 0) mark = digest(JSON.stringify([mark, delivery.loadDate, files]));
        return mark;
      }),
    );
  }
  return marks;
}

/** Whether a relation has anything to do at a step: the first always, else when its state changes. */
export const isActive = (marks: readonly string[], step: number): boolean => step === 0 || marks[step] !== marks[step - 1];
