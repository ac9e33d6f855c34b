import { describe, expect, it } from 'vitest';
import { Project } from '../../src/core/model/schema.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { diagramBoxes, overlaps } from '../../src/ui/canvas/box.ts';
import { shopSample } from './model.ts';
import { shopRows } from './rows.ts';

describe('the sample shop', () => {
  it('is a valid document that compiles without a diagnostic', () => {
    const project = shopSample();
    expect(Project.safeParse(project).error).toBeUndefined();
    expect(createCompiler()(project).diagnostics).toEqual([]);
  });

  it('has three diagrams on which nothing lies over anything', () => {
    const project = shopSample();
    expect(Object.values(project.diagrams).map((diagram) => Object.keys(diagram.placed).length)).toEqual([32, 10, 20]);
    for (const diagram of Object.values(project.diagrams)) {
      const boxes = [...diagramBoxes(project, diagram).values()];
      const over = boxes.flatMap((a, index) =>
        boxes
          .slice(index + 1)
          .filter((b) => overlaps(a, b))
          .map((b) => `${a.id} ${b.id}`),
      );
      expect(over, diagram.name).toEqual([]);
    }
  });

  it('ships nothing before it was ordered or after the delivery that says so', () => {
    const lines = [...shopRows()]
      .filter(([path]) => path.endsWith('shop_order_lines.csv'))
      .flatMap(([path, text]) =>
        text
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => ({ day: path.split('/')[1] ?? '', cells: line.split(',') })),
      );
    const wrong = lines.filter(
      ({ day, cells }) => (cells[4] ?? '') >= day || ((cells[5] ?? '') !== '' && ((cells[5] ?? '') <= (cells[4] ?? '').slice(0, 10) || (cells[5] ?? '') > day)),
    );
    expect(lines.length).toBeGreaterThan(10_000);
    expect(wrong).toEqual([]);
  });

  it('has a file for every delivery and source, at least 20,000 rows, and the same bytes each time', () => {
    const files = shopRows();
    const named = shopSample().deliveries.flatMap((delivery) => Object.values(delivery.files));
    expect([...files.keys()].sort()).toEqual([...named].sort());
    expect([...files.values()].reduce((sum, text) => sum + text.split('\n').length - 2, 0)).toBeGreaterThan(20_000);
    expect([...shopRows()]).toEqual([...files]);
  });
});
