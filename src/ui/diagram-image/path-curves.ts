/** A step of an outline in absolute coordinates. */
export type Step =
  | { readonly to: 'move' | 'line'; readonly at: readonly [number, number] }
  | { readonly to: 'curve'; readonly at: readonly [number, number, number, number, number, number] }
  | { readonly to: 'close' };

const ARGUMENTS: Readonly<Record<string, number>> = { m: 2, l: 2, h: 1, v: 1, c: 6, s: 4, a: 7, z: 0 };

/** A circle's or ellipse's arc as Bézier curves of at most a quarter each, by the conversion of the SVG specification (appendix on arcs). */
function arc(x1: number, y1: number, [radiusX = 0, radiusY = 0, , large = 0, sweep = 0, x2 = 0, y2 = 0]: readonly number[]): readonly Step[] {
  let [rx, ry] = [Math.abs(radiusX), Math.abs(radiusY)];
  if (rx === 0 || ry === 0) return [{ to: 'line', at: [x2, y2] }];
  const [dx, dy] = [(x1 - x2) / 2, (y1 - y2) / 2];
  const grow = Math.sqrt(Math.max(1, (dx / rx) ** 2 + (dy / ry) ** 2));
  [rx, ry] = [rx * grow, ry * grow];
  const square = Math.max(0, (rx * ry) ** 2 - (rx * dy) ** 2 - (ry * dx) ** 2) / ((rx * dy) ** 2 + (ry * dx) ** 2 || 1);
  const factor = (large === sweep ? -1 : 1) * Math.sqrt(square);
  const [cx, cy] = [(factor * rx * dy) / ry + (x1 + x2) / 2, (-factor * ry * dx) / rx + (y1 + y2) / 2];
  const start = Math.atan2((y1 - cy) / ry, (x1 - cx) / rx);
  let turn = Math.atan2((y2 - cy) / ry, (x2 - cx) / rx) - start;
  if (sweep === 1 && turn < 0) turn += 2 * Math.PI;
  if (sweep === 0 && turn > 0) turn -= 2 * Math.PI;
  const parts = Math.max(1, Math.ceil(Math.abs(turn) / (Math.PI / 2) - 1e-9));
  const each = turn / parts;
  const handle = (4 / 3) * Math.tan(each / 4);
  return Array.from({ length: parts }, (_, index): Step => {
    const [a, b] = [start + index * each, start + (index + 1) * each];
    const point = (angle: number, along: number): [number, number] => [
      cx + rx * (Math.cos(angle) - along * Math.sin(angle)),
      cy + ry * (Math.sin(angle) + along * Math.cos(angle)),
    ];
    return { to: 'curve', at: [...point(a, handle), ...point(b, -handle), ...point(b, 0)] };
  });
}

/** SVG path data as moves, lines and Bézier curves. It knows the commands that the marks of the kinds are written in. */
export function pathSteps(data: string): readonly Step[] {
  const steps: Step[] = [];
  let [x, y, startX, startY] = [0, 0, 0, 0];
  let handle: readonly [number, number] | undefined;
  for (const [, letter = '', rest = ''] of data.matchAll(/([a-zA-Z])([^a-zA-Z]*)/g)) {
    const name = letter.toLowerCase();
    const relative = letter === name;
    const numbers = [...rest.matchAll(/-?(?:\d+\.?\d*|\.\d+)/g)].map(([text]) => Number(text));
    const count = ARGUMENTS[name] ?? 0;
    for (let at = 0; at === 0 || at < numbers.length; at += Math.max(1, count)) {
      const given = numbers.slice(at, at + count);
      const [baseX, baseY] = relative ? [x, y] : [0, 0];
      const before = handle;
      handle = undefined;
      if (name === 'z') {
        steps.push({ to: 'close' });
        [x, y] = [startX, startY];
        break;
      }
      if (name === 'a') {
        const end = [...given.slice(0, 5), (given[5] ?? 0) + baseX, (given[6] ?? 0) + baseY];
        steps.push(...arc(x, y, end));
        [x, y] = [end[5] ?? 0, end[6] ?? 0];
        continue;
      }
      if (name === 'h' || name === 'v') {
        if (name === 'h') x = (given[0] ?? 0) + baseX;
        else y = (given[0] ?? 0) + baseY;
        steps.push({ to: 'line', at: [x, y] });
        continue;
      }
      const points = given.map((value, index) => value + (index % 2 === 0 ? baseX : baseY));
      if (name === 'c' || name === 's') {
        const first = name === 's' ? [2 * x - (before?.[0] ?? x), 2 * y - (before?.[1] ?? y)] : [];
        const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = [...first, ...points];
        steps.push({ to: 'curve', at: [a, b, c, d, e, f] });
        handle = [c, d];
        [x, y] = [e, f];
        continue;
      }
      [x, y] = [points[0] ?? 0, points[1] ?? 0];
      const moves = name === 'm' && at === 0;
      if (moves) [startX, startY] = [x, y];
      steps.push({ to: moves ? 'move' : 'line', at: [x, y] });
    }
  }
  return steps;
}
