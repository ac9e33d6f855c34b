import { createHash } from 'node:crypto';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Project } from '../core/model/types.ts';
import type { RunDelivery } from '../engine/run-types.ts';
import type { OpenedProject } from './open-project.ts';

/** The deliveries in the order of their load dates, and what is missing of them. */
export function deliveriesOf(
  project: Project,
  data: OpenedProject['data'],
): { readonly deliveries: readonly RunDelivery[]; readonly missing: readonly Diagnostic[] } {
  const missing: Diagnostic[] = [];
  const ordered = project.deliveries.toSorted((a, b) => (a.load_date < b.load_date ? -1 : a.load_date > b.load_date ? 1 : 0));
  const deliveries = ordered.map((delivery) => ({
    id: delivery.id,
    loadDate: delivery.load_date,
    files: Object.entries(delivery.files).flatMap(([source, path]) => {
      const bytes = data(path);
      if (bytes) return [{ source, name: path, fingerprint: createHash('sha256').update(bytes).digest('hex'), read: () => Promise.resolve(bytes) }];
      missing.push({
        code: 'missing-file',
        severity: 'error',
        message: `Delivery ${delivery.id} names ${path} for ${source}, which is not in the project.`,
        at: { object: source },
      });
      return [];
    }),
  }));
  return { deliveries, missing };
}
