import type { Route } from './route.ts';

/** Distance between edges that run beside each other. */
const LANE = 8;
const SHARED = 160;

/** Where edges run already, so that the next one takes a place beside them. */
export interface Lanes {
  /** What it costs to run a stretch here: edges that leave the same node may share it. */
  cost(x1: number, y1: number, x2: number, y2: number, owner: number): number;
  /** Places on both sides of one. */
  beside(x: number): readonly number[];
  take(route: Route, owner: number): void;
}

interface Taken {
  readonly low: number;
  readonly high: number;
  readonly owner: number;
}

export function createLanes(): Lanes {
  const taken = new Map<number, Taken[]>();
  const laneOf = (x: number): number => Math.round(x / LANE);
  return {
    cost(x1, y1, x2, y2, owner) {
      if (x1 !== x2) return 0;
      const [low, high] = y1 < y2 ? [y1, y2] : [y2, y1];
      return taken.get(laneOf(x1))?.some((other) => other.owner !== owner && other.low < high + LANE && low < other.high + LANE) === true ? SHARED : 0;
    },
    beside: (x) => [-1, 1, -2, 2, -3, 3].map((step) => x + step * LANE),
    take(route, owner) {
      for (let at = 2; at < route.length; at += 2) {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = route.slice(at - 2, at + 2);
        if (x1 !== x2) continue;
        const entry: Taken = { low: Math.min(y1, y2), high: Math.max(y1, y2), owner };
        const lane = taken.get(laneOf(x1));
        if (lane) lane.push(entry);
        else taken.set(laneOf(x1), [entry]);
      }
    },
  };
}
