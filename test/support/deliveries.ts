import { createHash } from 'node:crypto';
import type { Project } from '../../src/core/model/types.ts';
import type { RunDelivery } from '../../src/engine/run-types.ts';

/** A project's deliveries with their files taken from a map of path → text. */
export function deliveriesOf(project: Project, files: ReadonlyMap<string, string>): readonly RunDelivery[] {
  return project.deliveries.map((delivery) => ({
    id: delivery.id,
    loadDate: delivery.load_date,
    files: Object.entries(delivery.files).map(([source, path]) => {
      const text = files.get(path) ?? '';
      return { source, name: path, fingerprint: createHash('sha256').update(text).digest('hex'), read: async () => new TextEncoder().encode(text) };
    }),
  }));
}
