export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Round numbers from below `min` to above `max`, about `wanted` of them. */
export function niceSteps(min: number, max: number, wanted: number): readonly number[] {
  if (!(max > min)) return [min];
  const raw = (max - min) / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= raw) ?? 10) * power;
  const first = Math.ceil(min / step - 1e-9);
  const last = Math.floor(max / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first) + 1 }, (_, index) => Number(((first + index) * step).toPrecision(12)));
}

/** `12k`, `3.5M`, `0.25`. */
export function shortNumber(value: number): string {
  const size = Math.abs(value);
  for (const [unit, sign] of [
    [1e12, 'T'],
    [1e9, 'G'],
    [1e6, 'M'],
    [1e3, 'k'],
  ] as const)
    if (size >= unit) return `${Number((value / unit).toPrecision(3))}${sign}`;
  return String(Number(value.toPrecision(3)));
}

const DAY = 86_400_000;
const STEPS: readonly (readonly [milliseconds: number, from: number, to: number])[] = [
  [1000, 11, 19],
  [60_000, 11, 16],
  [3_600_000, 11, 16],
  [DAY, 0, 10],
  [7 * DAY, 0, 10],
  [30.44 * DAY, 0, 7],
  [91.3 * DAY, 0, 7],
  [365.25 * DAY, 0, 4],
];

const startOf = (value: number, step: number): number => {
  const date = new Date(value);
  if (step === 30.44 * DAY || step === 91.3 * DAY) return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1);
  if (step === 365.25 * DAY) return Date.UTC(date.getUTCFullYear(), 0, 1);
  return Math.floor(value / step) * step;
};

/** Times between two others, in milliseconds, on round days, months or years. */
export function timeTicks(min: number, max: number, wanted: number): readonly Tick[] {
  const text = (value: number, from: number, to: number): string => new Date(value).toISOString().replace('T', ' ').slice(from, to);
  if (!(max > min)) return [{ at: min, label: text(min, 0, 10) }];
  const [step, from, to] = STEPS.find(([milliseconds]) => (max - min) / milliseconds <= wanted) ?? [
    365.25 * DAY * Math.ceil((max - min) / (365.25 * DAY) / wanted),
    0,
    4,
  ];
  const ticks: Tick[] = [];
  const known = STEPS.find(([milliseconds]) => milliseconds === step)?.[0] ?? 365.25 * DAY;
  for (let at = startOf(min, known); at <= max && ticks.length < 50; at = startOf(at + step * 1.02 + (step >= 30 * DAY ? DAY : 0), known))
    if (at >= min) ticks.push({ at, label: text(at, from, to) });
  return ticks;
}
