import { describe, expect, it } from 'vitest';
import { Project } from '../../src/core/model/schema.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { shopSample } from './model.ts';
import { shopRows } from './rows.ts';

describe('the sample shop', () => {
  it('is a valid document that compiles without a diagnostic', () => {
    const project = shopSample();
    expect(Project.safeParse(project).error).toBeUndefined();
    expect(createCompiler()(project).diagnostics).toEqual([]);
  });

  it('has a file for every delivery and source, at least 20,000 rows, and the same bytes each time', () => {
    const files = shopRows();
    const named = shopSample().deliveries.flatMap((delivery) => Object.values(delivery.files));
    expect([...files.keys()].sort()).toEqual([...named].sort());
    expect([...files.values()].reduce((sum, text) => sum + text.split('\n').length - 2, 0)).toBeGreaterThan(20_000);
    expect([...shopRows()]).toEqual([...files]);
  });
});
