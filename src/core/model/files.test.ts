import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { readProject } from './read-project.ts';
import { objectPath, writeProject } from './write-project.ts';

const written = writeProject(shopProject());
const changed = (path: string, text: string): ReadonlyMap<string, string> => new Map([...written, [path, text]]);
const hub = 'objects/hub/hub_order.yaml';
const codes = (texts: ReadonlyMap<string, string>): readonly string[] => readProject(texts).diagnostics.map((diagnostic) => diagnostic.code);

describe('a project as text files', () => {
  it('reads back what was written, and writes back what was read', () => {
    const { project, diagnostics, files } = readProject(written);
    expect(diagnostics).toEqual([]);
    expect(project).toEqual(shopProject());
    if (!project) throw new Error('nothing was read');
    expect(writeProject(project, files)).toEqual(written);
    expect(writeProject(project)).toEqual(written);
    expect(written.has(objectPath({ kind: 'fact', id: 'fct_order' }))).toBe(true);
  });

  it('keeps comments, spacing, key order and unknown keys of a file that did not change', () => {
    const text = `# kept by hand\nid:   hub_order\nkind: hub\nname: hub_order\nfuture: { a: [1, 2] }\ncolumns: [{id: order_id, name: order_id, type: text}]\nfeeds:\n  - {from: stg_orders, map: {order_id: order_id}}\n`;
    const { project, files } = readProject(changed(hub, text));
    if (!project) throw new Error('nothing was read');
    expect(writeProject(project, files).get(hub)).toBe(text);
    const object = project.objects['hub_order'];
    if (object?.kind !== 'hub') throw new Error('no hub was read');
    const renamed = writeProject({ ...project, objects: { ...project.objects, hub_order: { ...object, name: 'hub_"order"; --' } } }, files).get(hub);
    expect(renamed).toContain('future:');
    expect(readProject(changed(hub, renamed ?? '')).project?.objects['hub_order']?.name).toBe('hub_"order"; --');
  });

  it('reads the rest when one file is broken, says where, and keeps its text', () => {
    const broken = 'kind: hub\nname: [oops\n';
    const { project, diagnostics, files } = readProject(changed(hub, broken));
    expect(diagnostics[0]).toMatchObject({ code: 'yaml-syntax', at: { file: hub, line: expect.any(Number) } });
    expect(Object.keys(project?.objects ?? {})).toHaveLength(11);
    if (!project) throw new Error('nothing was read');
    expect(writeProject(project, files).get(hub)).toBe(broken);
  });

  it('refuses what it cannot know, one clear error each', () => {
    expect(readProject(changed(hub, 'kind: hubb\nid: hub_order\nname: x\n')).diagnostics[0]?.message).toContain(
      'at kind: "hubb" is no kind that this version of Orrery knows',
    );
    expect(readProject(changed(hub, 'id: hub_order\n')).diagnostics[0]?.message).toContain('kind is missing');
    expect(codes(changed(hub, 'kind: hubb\nid: hub_order\nname: x\n'))).toEqual(['schema']);
    expect(codes(changed('objects/hub/copy.yaml', written.get(hub) ?? ''))).toEqual(['duplicate-id']);
    expect(codes(new Map())).toEqual(['no-project']);
    expect(codes(changed('orrery.yaml', `format: 99\nname: later\n`))).toEqual(['later-version']);
    expect(readProject(changed('orrery.yaml', 'format: 99\n')).project).toBeUndefined();
    expect(codes(changed(hub, `a: &a [1]\nb: [${'*a, '.repeat(200)}*a]\n`))).toEqual(['too-many-aliases']);
    const nested = [...'bcdefghi'].map((name, index) => `${name}: &${name} [${'*?, '.replace('?', 'abcdefgh'[index] ?? '').repeat(9)}]`);
    expect(codes(changed(hub, `a: &a [1]\n${nested.join('\n')}\n`))).toEqual(['too-many-aliases']);
    expect(codes(changed(hub, (written.get(hub) ?? '').replace('id: hub_order', 'id: __proto__')))).toEqual(['schema']);
  });
});
