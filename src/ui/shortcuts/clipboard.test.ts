import { describe, expect, it } from 'vitest';
import { emptyProject } from '../../core/model/empty-project.ts';
import type { StudioState } from '../../store/studio-types.ts';
import type { Project } from '../../core/model/types.ts';
import { copyObjects, hasCopied, pasteObjects } from './clipboard.ts';

function storeOf(project: Project, selection: readonly string[]) {
  const sent: [string, unknown][] = [];
  const actions = {
    dispatch: (type: string, payload: unknown) => {
      sent.push([type, payload]);
      return true;
    },
    select: () => undefined,
  };
  const store = { getState: () => ({ project, diagram: 'main', selection }) as unknown as StudioState, actions } as unknown as Parameters<
    typeof copyObjects
  >[0];
  return { store, sent };
}
const hub = (id: string) => ({ kind: 'hub' as const, id, name: id, columns: [], feeds: [] });

describe('copy and paste of objects', () => {
  it('places what is not on the diagram, duplicates what is, and forgets what is gone', () => {
    const project = { ...emptyProject('p'), objects: { a: hub('a'), b: hub('b') } };
    const { store, sent } = storeOf(project, ['a', 'b', 'gone']);
    copyObjects(store);
    expect(hasCopied()).toBe(true);
    pasteObjects(store, { x: 10.4, y: 0 });
    expect(sent).toEqual([['diagram.place', { diagram: 'main', positions: { a: { x: 10, y: 0 }, b: { x: 34, y: 24 } } }]]);

    const placed = storeOf({ ...project, diagrams: { main: { id: 'main', name: 'Main', placed: { a: { x: 0, y: 0 }, b: { x: 0, y: 0 } } } } }, []);
    pasteObjects(placed.store, { x: 0, y: 0 });
    expect(placed.sent).toEqual([['object.duplicate', { ids: ['a', 'b'], diagram: 'main' }]]);
  });
});
