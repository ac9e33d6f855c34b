import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzipProject, zipProject } from './project-zip.ts';

const texts = new Map([
  ['orrery.yaml', 'format: 1\nname: "ü"\n'],
  ['objects/hub/h.yaml', 'kind: hub\n'],
]);
const data = new Map([
  ['data/d1/a.csv', strToU8('a,b\n1,2\n')],
  ['data/d1/empty.csv', new Uint8Array()],
]);

describe('a project zip', () => {
  it('gives back what was put in, and the same bytes each time', () => {
    const bytes = zipProject({ texts, data });
    const opened = unzipProject(bytes);
    expect(opened.diagnostics).toEqual([]);
    expect([...opened.texts].toSorted()).toEqual([...texts].toSorted());
    expect([...opened.data].toSorted()).toEqual([...data].toSorted());
    expect(zipProject({ texts: new Map([...texts].toReversed()), data })).toEqual(bytes);
  });

  it('opens a folder that was zipped whole', () => {
    const opened = unzipProject(zipSync({ 'shop/orrery.yaml': strToU8('format: 1\n'), 'shop/data/x.csv': strToU8('x\n') }));
    expect([...opened.texts.keys(), ...opened.data.keys()]).toEqual(['orrery.yaml', 'data/x.csv']);
  });

  const damaged = zipProject({ texts, data: new Map([['data/big.csv', strToU8(Array.from({ length: 5000 }, (_, index) => `${index * 7919}`).join('\n'))]]) });
  const flipped = damaged.slice();
  flipped.fill(0xff, 60, 400);
  it.each<[string, Uint8Array, string]>([
    ['text', strToU8('hello'), 'it is no zip'],
    ['nothing', new Uint8Array(), 'it is no zip'],
    ['a path that climbs out', zipSync({ '../../etc/passwd.yaml': strToU8('x') }), 'leads out of the project'],
    ['an absolute path', zipSync({ '/etc/passwd': strToU8('x') }), 'is not a path inside the project'],
    ['a Windows path', zipSync({ 'a\\b.yaml': strToU8('x') }), 'is not a path inside the project'],
    ['names that differ by case', zipSync({ 'a.csv': strToU8('x'), 'A.csv': strToU8('y') }), 'is in it twice'],
    [
      'too many files',
      zipSync(Object.fromEntries(Array.from({ length: 10_001 }, (_, index) => [`f${index}.csv`, new Uint8Array()]))),
      'more than 10,000 files',
    ],
    ['a text that swells', zipSync({ 'orrery.yaml': new Uint8Array(17 * 1024 * 1024) }), 'larger than 16 MiB'],
    ['a cut-off archive', damaged.subarray(0, Math.floor(damaged.length / 2)), 'cut off'],
    ['damaged bytes', flipped, ''],
  ])('refuses %s with the reason', (_, bytes, reason) => {
    const opened = unzipProject(bytes);
    expect(opened.texts.size + opened.data.size).toBe(0);
    expect(opened.diagnostics).toHaveLength(1);
    expect(opened.diagnostics[0]?.message).toContain(reason);
    expect(opened.diagnostics[0]?.message).toContain('Nothing was changed.');
  });
});
