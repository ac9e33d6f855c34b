import { applyCommand } from '../../src/core/commands/dispatch.ts';
import type { Engine } from '../../src/core/engine-port.ts';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Project } from '../../src/core/model/types.ts';
import type { RunDelivery } from '../../src/engine/run-types.ts';
import { readIn } from '../../src/store/import-files.ts';
import { deliveriesOf } from './deliveries.ts';

/** The project that the studio makes of files that are dropped on it, and what its deliveries bring. */
export async function dropped(
  engine: Engine,
  name: string,
  files: ReadonlyMap<string, string>,
): Promise<{ readonly project: Project; readonly deliveries: readonly RunDelivery[]; readonly texts: ReadonlyMap<string, string> }> {
  const incoming = [...files].map(([file, text]) => {
    const bytes = new TextEncoder().encode(text);
    return { name: file, size: bytes.length, arrayBuffer: async () => bytes.slice().buffer };
  });
  const read = await readIn(incoming, { engine, project: emptyProject(name), now: new Date('2026-06-01T00:00:00Z'), onProgress: () => undefined });
  if (read.failures.length > 0) throw new Error(read.failures.join('\n'));
  const { project } = applyCommand(emptyProject(name), 'source.import', { sources: read.sources, deliveries: read.deliveries, diagram: 'main' });
  const texts = new Map([...read.data].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)]));
  return { project, deliveries: deliveriesOf(project, texts), texts };
}
