import { blockersOf, type Blockers } from './route-blockers.ts';
import { beside, createLanes, type Lanes } from './route-lanes.ts';

/** An edge to draw: which nodes it joins, by their place in the list, and how far below their tops it touches them. */
export interface RouteWish {
  readonly from: number;
  readonly to: number;
  readonly leaves: number;
  readonly arrives: number;
}
export interface RouteBox {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** Corners of a route, x and y in turn, from where it leaves to where it arrives. */
export type Route = readonly number[];

/** How far an edge goes straight on before it turns: the crow's foot needs the room. */
export const STUB = 18;
const CROSSING = 900;
const BEND = 30;
/** The sides it leaves and arrives at: 1 is right, -1 left. */
const SIDES = [
  [1, -1],
  [-1, 1],
  [1, 1],
  [-1, -1],
] as const;

interface Ends {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
  /** Ends of the stubs. */
  readonly a: number;
  readonly b: number;
  readonly left: number;
  readonly right: number;
}

function endsOf(wish: RouteWish, from: RouteBox, to: RouteBox, [leave, arrive]: (typeof SIDES)[number]): Ends {
  const x1 = leave > 0 ? from.x + from.width : from.x;
  const x2 = arrive > 0 ? to.x + to.width : to.x;
  return { x1, y1: from.y + wish.leaves, x2, y2: to.y + wish.arrives, a: x1 + leave * STUB, b: x2 + arrive * STUB, left: leave, right: arrive };
}

/** Where one vertical stretch can join the stubs; none where the ends look away from each other. */
function channels({ a, b, left, right }: Ends, near: readonly number[]): readonly number[] {
  if (left === right) {
    const edge = left > 0 ? Math.max(a, b) : Math.min(a, b);
    return [edge, ...near.filter((x) => (x - edge) * left > 0 && Math.abs(x - edge) < 400)];
  }
  const [low, high] = left > 0 ? [a, b] : [b, a];
  if (low > high) return [];
  return [(low + high) / 2, high, low, ...near.filter((x) => x > low && x < high)];
}

const oneBend = ({ x1, y1, x2, y2 }: Ends, x: number): Route => (Math.abs(y1 - y2) < 0.5 ? [x1, y1, x2, y2] : [x1, y1, x, y1, x, y2, x2, y2]);
const around = ({ x1, y1, x2, y2, a, b }: Ends, y: number): Route => [x1, y1, a, y1, a, y, b, y, b, y2, x2, y2];

function lengthOf(route: Route): number {
  let length = 0;
  for (let at = 2; at < route.length; at += 2)
    length += Math.abs((route[at] ?? 0) - (route[at - 2] ?? 0)) + Math.abs((route[at + 1] ?? 0) - (route[at - 1] ?? 0));
  return length;
}

/** Of the four ways to leave and arrive, the two with the shortest way between: only they are worth a way around. */
const nearest = (all: readonly Ends[]): readonly Ends[] => all.toSorted((a, b) => Math.abs(a.a - a.b) - Math.abs(b.a - b.b)).slice(0, 2);

/** Whether a way around runs over edges of other nodes. */
function sharesLane(route: Route, lanes: Lanes, owner: number): boolean {
  for (let at = 4; at < route.length - 2; at += 2)
    if (lanes.cost(route[at - 2] ?? 0, route[at - 1] ?? 0, route[at] ?? 0, route[at + 1] ?? 0, owner) > 0) return true;
  return false;
}

/** A way around that turns further out from its nodes, and passes further aside. */
function shiftedAside(route: Route, out: number, aside: number): Route {
  const [x1 = 0, y1 = 0, a = 0, , , y = 0, b = 0, , , , x2 = 0, y2 = 0] = route;
  const [turn, back, pass] = [a + Math.sign(a - x1) * out, b + Math.sign(b - x2) * out, y + aside];
  return [x1, y1, turn, y1, turn, pass, back, pass, back, y2, x2, y2];
}

/** What a route costs, as soon as it is known to cost `most` or more. */
function costOf(route: Route, blockers: Blockers, lanes: Lanes, owner: number, most: number): number {
  let cost = lengthOf(route) + BEND * (route.length / 2 - 2);
  for (let at = 2; at < route.length && cost < most; at += 2) {
    const [x1, y1, x2, y2] = [route[at - 2] ?? 0, route[at - 1] ?? 0, route[at] ?? 0, route[at + 1] ?? 0];
    cost += CROSSING * blockers.crossed(x1, y1, x2, y2, Math.ceil((most - cost) / CROSSING)) + lanes.cost(x1, y1, x2, y2, owner);
  }
  return cost;
}

/**
 * Routes of right angles that leave and arrive sideways, run through as few nodes as the offers allow, and keep beside
 * each other. Each edge takes the cheapest of: one vertical stretch in a gap near it, or a way around over or under.
 * @param boxes nodes, in canvas units.
 */
export function routeEdges(boxes: readonly RouteBox[], wishes: readonly RouteWish[]): readonly Route[] {
  const blockers = blockersOf(boxes);
  const lanes = createLanes();
  return wishes.map((wish) => {
    const [from, to] = [boxes[wish.from], boxes[wish.to]];
    if (!from || !to) return [];
    let best: Route = [];
    let least = Infinity;
    const offer = (route: Route): void => {
      const cost = costOf(route, blockers, lanes, wish.from, least);
      if (cost < least) [best, least] = [route, cost];
    };
    const all = SIDES.map((sides) => endsOf(wish, from, to, sides));
    for (const ends of all) for (const x of channels(ends, [])) offer(oneBend(ends, x));
    const shares = best.length > 4 && lanes.cost(best[2] ?? 0, best[3] ?? 0, best[4] ?? 0, best[5] ?? 0, wish.from) > 0;
    if (shares || least >= CROSSING)
      for (const ends of least < CROSSING ? all : nearest(all)) {
        const middle = (ends.a + ends.b) / 2;
        const near = [...beside(middle, 3), ...beside(ends.a, 3), ...beside(ends.b, 3)];
        for (const x of channels(ends, least < CROSSING ? near : [...near, ...blockers.gapsX(ends.y1, ends.y2, middle)])) offer(oneBend(ends, x));
      }
    if (least >= CROSSING) for (const ends of nearest(all)) for (const y of blockers.gapsY(ends.a, ends.b, (ends.y1 + ends.y2) / 2)) offer(around(ends, y));
    if (best.length > 8 && sharesLane(best, lanes, wish.from)) {
      const found = best;
      for (const out of [0, 8, 16]) for (const aside of [0, 8, -8]) offer(shiftedAside(found, out, aside));
    }
    lanes.take(best, wish.from);
    return best;
  });
}

/** A route at once, for what is being dragged: it looks at nothing but its two ends. */
export function quickRoute(from: RouteBox, to: RouteBox, leaves: number, arrives: number): Route {
  const wish = { from: 0, to: 1, leaves, arrives };
  const apart = to.x - STUB >= from.x + from.width + STUB ? SIDES[0] : from.x - STUB >= to.x + to.width + STUB ? SIDES[1] : SIDES[2];
  const ends = endsOf(wish, from, to, apart);
  const [x = ends.a] = channels(ends, []);
  return oneBend(ends, x);
}
