import type { LayoutInput, LayoutNode, Placing } from './layout/layout-types.ts';
import type { Route, RouteBox, RouteWish } from './route.ts';

/** What the canvas has worked out beside the page. */
export type Question =
  | { readonly kind: 'route'; readonly boxes: readonly RouteBox[]; readonly wishes: readonly RouteWish[] }
  | { readonly kind: 'star' | 'columns'; readonly input: LayoutInput }
  | { readonly kind: 'settle'; readonly nodes: readonly LayoutNode[]; readonly placing: Placing; readonly others: readonly LayoutNode[] };
export type Answer = { readonly kind: 'route'; readonly routes: readonly Route[] } | { readonly kind: 'placing'; readonly placing: Placing };
export type AnswerTo<Q extends Question> = Q extends { kind: 'route' } ? Extract<Answer, { kind: 'route' }> : Extract<Answer, { kind: 'placing' }>;
