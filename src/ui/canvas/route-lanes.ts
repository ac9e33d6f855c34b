import type { Route } from './route.ts';

/** Distance between edges that run beside each other. */
const LANE = 8;
const SHARED = 160;

/** Where edges run already, so that the next one takes a place beside them. */
export interface Lanes {
  /** What it costs to run a stretch here: edges that leave the same node may share it. */
  cost(x1: number, y1: number, x2: number, y2: number, owner: number): number;
  take(route: Route, owner: number): void;
}

interface Taken {
  readonly low: number;
  readonly high: number;
  readonly owner: number;
}

/** Places on both sides of one, as many as `steps` each. */
export const beside = (at: number, steps: number): readonly number[] =>
  Array.from({ length: 2 * steps }, (_, index) => at + (index % 2 === 0 ? 1 : -1) * (Math.floor(index / 2) + 1) * LANE);

interface Stretch {
  readonly key: number;
  readonly low: number;
  readonly high: number;
}

/** Lanes of both directions in one list: those that go down have even numbers, those that go across odd ones. */
function stretch(x1: number, y1: number, x2: number, y2: number): Stretch {
  return x1 === x2
    ? { key: Math.round(x1 / LANE) * 2, low: Math.min(y1, y2), high: Math.max(y1, y2) }
    : { key: Math.round(y1 / LANE) * 2 + 1, low: Math.min(x1, x2), high: Math.max(x1, x2) };
}

export function createLanes(): Lanes {
  const taken = new Map<number, Taken[]>();
  return {
    cost(x1, y1, x2, y2, owner) {
      const { key, low, high } = stretch(x1, y1, x2, y2);
      return taken.get(key)?.some((other) => other.owner !== owner && other.low < high - 1 && low < other.high - 1) === true ? SHARED : 0;
    },
    take(route, owner) {
      for (let at = 2; at < route.length; at += 2) {
        const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = route.slice(at - 2, at + 2);
        const { key, low, high } = stretch(x1, y1, x2, y2);
        const lane = taken.get(key);
        if (lane) lane.push({ low, high, owner });
        else taken.set(key, [{ low, high, owner }]);
      }
    },
  };
}
