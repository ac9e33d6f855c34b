import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { shopSample } from '../../samples/shop/model.ts';
import { emptyProject } from '../core/model/empty-project.ts';
import { linkText, openLinkText } from './model-link.ts';

const broken = 'cut off, or was changed';
const packed = (text: string): string => `1.${Buffer.from(deflateSync(strToU8(text))).toString('base64url')}`;

describe('a link to a model', () => {
  it('carries everything but deliveries, in few letters that need no escape, the same each time', () => {
    const project = shopSample();
    const text = linkText(project, new Map());
    expect(text).toMatch(/^1\.[\w-]+$/);
    expect(text.length).toBeLessThan(32_000);
    expect(linkText(shopSample(), new Map())).toBe(text);
    const { project: back, problems } = openLinkText(text);
    expect(problems).toEqual([]);
    expect(back).toEqual({ ...project, deliveries: [] });
    expect(project.deliveries.length).toBeGreaterThan(0);
  });

  it('carries names in any alphabet', () => {
    expect(openLinkText(linkText(emptyProject('Склад ☂ 倉庫'), new Map())).project?.name).toBe('Склад ☂ 倉庫');
  });

  it('that is cut, changed, of a later version or no model says so', () => {
    const text = linkText(shopSample(), new Map());
    for (const bad of ['', 'x', '1.', '1.!!!', text.slice(0, 200), `1.${text.slice(40)}`, packed('{"a"')])
      expect(() => openLinkText(bad), bad.slice(0, 20)).toThrow(broken);
    expect(() => openLinkText('2.abc')).toThrow('later version');
    expect(() => openLinkText(packed('null'))).toThrow('holds no model');
    expect(openLinkText(packed('{"orrery.yaml":"format: 99\\nname: x\\n"}'))).toMatchObject({
      problems: [{ message: expect.stringContaining('later') as unknown }],
    });
    expect(openLinkText(packed('{"__proto__":"x"}')).project).toBeUndefined();
  });

  it('does not unpack without end', () => {
    expect(() => openLinkText(packed(`"${' '.repeat(17_000_000)}"`))).toThrow(broken);
  });
});
