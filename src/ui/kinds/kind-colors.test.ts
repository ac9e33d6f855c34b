import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import { INK } from '../canvas/paint-scene.ts';
import { KIND_COLORS, SAFE_COLORS, SYSTEM_COLORS } from './kind-colors.ts';

type Rgb = readonly [number, number, number];
const times = (m: readonly Rgb[], [r, g, b]: Rgb): Rgb => m.map(([x, y, z]) => x * r + y * g + z * b) as unknown as Rgb;
const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;
const luminance = (hex: string): number => times([[0.2126, 0.7152, 0.0722]] as unknown as Rgb[], linear(hex))[0];
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

/** Machado, Oliveira and Fernandes 2009, at full severity, over linear RGB; the first sees all. */
const SEEN: Readonly<Record<string, readonly Rgb[]>> = {
  everybody: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  'no red': [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  'no green': [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  'no blue': [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
/** OKLab, Ottosson 2020. */
function perceived(color: Rgb): Rgb {
  const cones = times(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    color.map((value) => Math.min(1, Math.max(0, value))) as unknown as Rgb,
  );
  return times(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones.map(Math.cbrt) as unknown as Rgb,
  );
}
/** The smallest distance between two of the colours, to whoever sees them worst. */
function apart(colors: readonly string[]): number {
  const all = [...new Set(colors)];
  const distances = Object.values(SEEN).flatMap((seen) => {
    const points = all.map((hex) => perceived(times(seen, linear(hex))));
    return points.flatMap((a, index) => points.slice(index + 1).map((b) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2])));
  });
  return Math.min(...distances);
}

describe.each(['light', 'dark'] as const)('the colours of the %s theme', (scheme) => {
  const { box } = INK[scheme];

  it('are those of the page', () => {
    const css = readFileSync(new URL('../kit/tokens.css', import.meta.url), 'utf8');
    const blocks = css.split(/^\}/m).filter((block) => block.includes('--or-kind-source'));
    const block = blocks[scheme === 'light' ? 0 : 1] ?? '';
    const told = Object.fromEntries([...block.matchAll(/--or-kind-(\w+): (#[0-9a-f]{6})/g)].map(([, kind, color]) => [kind, color]));
    expect(told).toEqual(KIND_COLORS[scheme]);
  });

  it('can be seen on a node', () => {
    for (const colors of [KIND_COLORS[scheme], SAFE_COLORS[scheme]])
      expect(OBJECT_KINDS.filter((kind) => contrast(colors[kind], box) < 4.5).map((kind) => `${kind} ${colors[kind]}`)).toEqual([]);
    const { systems, several, none } = SYSTEM_COLORS[scheme];
    expect([...systems, several, none].filter((color) => contrast(color, box) < 3)).toEqual([]);
  });

  it('stay apart where they are said to, whoever looks', () => {
    expect(apart(Object.values(SAFE_COLORS[scheme]))).toBeGreaterThan(0.07);
    expect(apart(Object.values(KIND_COLORS[scheme]))).toBeLessThan(0.02);
    const { systems, several, none } = SYSTEM_COLORS[scheme];
    expect(apart(systems)).toBeGreaterThan(0.09);
    expect(apart([...systems, several, none])).toBeGreaterThan(0.05);
    expect(new Set([...systems, several, none]).size).toBe(systems.length + 2);
  });
});
