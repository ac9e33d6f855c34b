import { describe, expect, it, vi } from 'vitest';
import { emptyProject } from '../../core/model/empty-project.ts';
import type { StudioState } from '../../store/studio-types.ts';
import type { Project } from '../../core/model/types.ts';
import { copyObjects, hasCopied, isCopied, pasteObjects, pasteText } from './clipboard.ts';

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
    void copyObjects(store);
    expect(hasCopied()).toBe(true);
    pasteObjects(store, { x: 10.4, y: 0 });
    expect(sent).toEqual([['diagram.place', { diagram: 'main', positions: { a: { x: 10, y: 0 }, b: { x: 34, y: 24 } } }]]);

    const placed = storeOf({ ...project, diagrams: { main: { id: 'main', name: 'Main', placed: { a: { x: 0, y: 0 }, b: { x: 0, y: 0 } } } } }, []);
    pasteObjects(placed.store, { x: 0, y: 0 });
    expect(placed.sent).toEqual([['object.duplicate', { ids: ['a', 'b'], diagram: 'main' }]]);
  });

  it('takes objects to another project as text, each where it stood to the others, and tells them from other text', async () => {
    let text = '';
    vi.stubGlobal('navigator', {
      clipboard: {
        writeText: (written: string) => {
          text = written;
          return Promise.resolve();
        },
      },
    });
    const placed = { a: { x: 100, y: 40 }, b: { x: 400, y: 140 } };
    const project = { ...emptyProject('p'), objects: { a: hub('a'), b: hub('b') }, diagrams: { main: { id: 'main', name: 'Main', placed } } };
    await copyObjects(storeOf(project, ['a', 'b']).store);
    expect(isCopied(text)).toBe(true);
    expect(isCopied('create table a (b int)')).toBe(false);
    vi.unstubAllGlobals();

    const other = storeOf(emptyProject('q'), []);
    await pasteText(other.store, `${text}\n`, { x: 10, y: 10 });
    expect(other.sent).toEqual([
      ['object.paste', { objects: [hub('a'), hub('b')], diagram: 'main', positions: { a: { x: 10, y: 10 }, b: { x: 310, y: 110 } } }],
    ]);
  });
});
