import { describe, expect, it } from 'vitest';
import { shopSample } from '../../../samples/shop/model.ts';
import { treeRows } from './tree.ts';

const project = shopSample();
const names = (query: string, closed: readonly ('source' | 'staging' | 'raw_vault' | 'mart')[] = []) =>
  treeRows(project, query, new Set(closed)).map((row) => (row.type === 'layer' ? `# ${row.layer} ${row.count}` : row.object.name));

describe('the navigator', () => {
  it('shows each layer that can hold objects, hubs before links before satellites', () => {
    const lines = names('');
    expect(lines.filter((line) => line.startsWith('#')).map((line) => line.split(' ')[1])).toEqual([
      'source',
      'staging',
      'raw_vault',
      'business_vault',
      'mart',
    ]);
    const kinds = treeRows(project, '', new Set()).flatMap((row) =>
      row.type === 'object' && ['hub', 'link', 'satellite'].includes(row.object.kind) ? [row.object.kind] : [],
    );
    expect(kinds).toEqual([...kinds].sort());
  });
  it('hides what a closed layer holds but still counts it', () => {
    const open = names('');
    const shut = names('', ['source']);
    expect(shut.length).toBe(open.length - Object.values(project.objects).filter((object) => object.kind === 'source').length);
    expect(shut[0]).toBe(open[0]);
  });
  it('searches names and columns through closed layers, and drops layers without a match', () => {
    expect(names('dim_customer', ['mart'])).toEqual(['# mart 1', 'dim_customer']);
    const byColumn = treeRows(project, 'city', new Set()).filter((row) => row.type === 'object');
    expect(byColumn.length).toBeGreaterThan(0);
    expect(byColumn.every((row) => row.type === 'object' && (row.match ?? row.object.name).includes('city'))).toBe(true);
    expect(names('no such thing')).toEqual([]);
  });
});
