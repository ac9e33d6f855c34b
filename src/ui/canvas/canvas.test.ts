import { describe, expect, it } from 'vitest';
import { emptyProject } from '../../core/model/empty-project.ts';
import type { Project } from '../../core/model/types.ts';
import { layoutModel } from './auto-place.ts';
import { hasArrived } from './arrival.ts';
import { diagramBoxes, hitTest, overlaps } from './box.ts';
import { readDrop } from './drop.ts';
import { diagramEdges } from './edges.ts';
import { draggedPositions, pressedSelection } from './far-pointer.ts';
import { HEADER_HEIGHT, ROW_HEIGHT } from './node-size.ts';

const column = (id: string) => ({ id, name: id, type: 'text' });
function project(): Project {
  return {
    ...emptyProject('shop'),
    objects: {
      crm: { kind: 'source', id: 'crm', name: '<img onerror=1>', columns: [column('id'), column('name')], key: ['id'], delivery: 'full' },
      stg: { kind: 'staging', id: 'stg', name: 'stg', source: 'crm', columns: [column('id')] },
      hub: { kind: 'hub', id: 'hub', name: 'hub', columns: [column('id')], feeds: [{ from: 'stg', map: { id: 'id' } }] },
      sat: { kind: 'satellite', id: 'sat', name: 'sat', parent: 'hub', columns: [column('name')], feeds: [] },
    },
    diagrams: { main: { id: 'main', name: 'Main', placed: { crm: { x: 0, y: 0 }, stg: { x: 400, y: 0 }, hub: { x: 800, y: 0 } } } },
  };
}
const main = (value: Project) => value.diagrams['main'] ?? { id: 'main', name: 'Main', placed: {} };

describe('canvas geometry', () => {
  it("takes a node's height from its rows and puts keys first", () => {
    const box = diagramBoxes(project(), main(project())).get('crm');
    expect(box?.height).toBe(HEADER_HEIGHT + 2 * ROW_HEIGHT + 4);
    expect(box?.rows.map((row) => row.group)).toEqual(['key', 'value']);
  });
  it('hits the box under a point and nothing between boxes', () => {
    const boxes = diagramBoxes(project(), main(project()));
    expect(hitTest(boxes.values(), 410, 10)?.id).toBe('stg');
    expect(hitTest(boxes.values(), 300, 10)).toBeUndefined();
  });
  it('culls what the view does not touch', () => {
    const view = { x: 100, y: 0, width: 350, height: 100 };
    const seen = [...diagramBoxes(project(), main(project())).values()].filter((box) => overlaps(box, view));
    expect(seen.map((box) => box.id)).toEqual(['crm', 'stg']);
  });
  it('derives edges between placed objects only', () => {
    expect(diagramEdges(project(), ['crm', 'stg', 'hub']).map((edge) => edge.id)).toEqual(['stg.source', 'hub.feed.0']);
    expect(diagramEdges(project(), ['hub', 'sat'])).toEqual([
      { id: 'sat.parent', relation: 'parent', from: 'hub', to: 'sat', toRow: 'parent', identifying: true, flow: false },
    ]);
  });
  it('lays layers out left to right without overlap', () => {
    const at = layoutModel(project(), main(project()), ['sat', 'hub', 'stg', 'crm']);
    expect(at['crm']?.x).toBeLessThan(at['stg']?.x ?? 0);
    expect(at['stg']?.x).toBeLessThan(at['hub']?.x ?? 0);
    expect(at['hub']?.y).toBeGreaterThan(at['sat']?.y ?? 0);
  });
  it('snaps a drag and keeps a selection that is pressed', () => {
    expect(draggedPositions(diagramBoxes(project(), main(project())), ['crm'], 5, 7)).toEqual({ crm: { x: 4, y: 8 } });
    const plain = { shiftKey: false, ctrlKey: false, metaKey: false };
    expect(pressedSelection(['crm', 'stg'], 'stg', plain)).toEqual(['crm', 'stg']);
    expect(pressedSelection(['crm', 'stg'], 'stg', { ...plain, shiftKey: true })).toEqual(['crm']);
  });
  it('fits a diagram when it arrives, not when something is added to it', () => {
    const shown = (diagram: string, ...ids: string[]) => ({ diagram, ids: new Set(ids) });
    expect(hasArrived(undefined, shown('main', 'a'))).toBe(true);
    expect(hasArrived(shown('main', 'a'), shown('star', 'a'))).toBe(true);
    expect(hasArrived(shown('main', 'a'), shown('main', 'a', 'b'))).toBe(false);
    expect(hasArrived(shown('main'), shown('main', 'a'))).toBe(false);
    expect(hasArrived(shown('main'), shown('main', 'a', 'b'))).toBe(true);
    expect(hasArrived(shown('main', 'a'), shown('main', 'c'))).toBe(true);
    expect(hasArrived(shown('main', 'a'), shown('main'))).toBe(false);
  });
  it('reads its own drags and no others', () => {
    expect(readDrop('{"kind":"new","objectKind":"hub"}')).toEqual({ kind: 'new', objectKind: 'hub' });
    expect(readDrop('{"kind":"object","id":"crm"}')).toEqual({ kind: 'object', id: 'crm' });
    expect(readDrop('{"kind":"new","objectKind":"nonsense"}')).toBeUndefined();
    expect(readDrop('hello')).toBeUndefined();
  });
});
