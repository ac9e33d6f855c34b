/** One operator of the engine's plan, with those it reads from. */
export interface PlanNode {
  readonly name: string;
  /** What it says of itself: its table, its conditions. */
  readonly details: readonly (readonly [label: string, value: string])[];
  /** Measured, in seconds, without its inputs. */
  readonly seconds?: number | undefined;
  /** Measured rows that came out of it. */
  readonly rows?: number | undefined;
  /** What the planner expected. */
  readonly expected?: number | undefined;
  readonly inputs: readonly PlanNode[];
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const numberOf = (value: unknown): number | undefined =>
  typeof value === 'number' ? value : typeof value === 'string' && /^~?\d+/.test(value) ? Number(value.replace('~', '').split(' ')[0]) : undefined;
const textOf = (value: unknown): string => (Array.isArray(value) ? value.map(textOf).join(', ') : typeof value === 'string' ? value : JSON.stringify(value));

function nodeOf(value: unknown): PlanNode | undefined {
  if (!isObject(value)) return undefined;
  const extra = isObject(value['extra_info']) ? value['extra_info'] : {};
  const name = textOf(value['operator_name'] ?? value['operator_type'] ?? value['name'] ?? '').trim();
  const inputs = (Array.isArray(value['children']) ? value['children'] : []).flatMap((child) => nodeOf(child) ?? []);
  return {
    name: name.replaceAll('_', ' '),
    details: Object.entries(extra)
      .filter(([label]) => label !== 'Estimated Cardinality' && label !== 'Type')
      .map(([label, detail]) => [label, textOf(detail)] as const)
      .filter(([, detail]) => detail !== ''),
    seconds: numberOf(value['operator_timing']),
    rows: numberOf(value['operator_cardinality']),
    expected: numberOf(extra['Estimated Cardinality']),
    inputs,
  };
}

/** The operators that the engine adds only to explain. */
const WRAPPERS = new Set(['', 'EXPLAIN ANALYZE', 'QUERY', 'RESULT COLLECTOR']);

/** The engine's JSON of a plan as a tree; `undefined` where it is none. */
export function planTree(json: string): PlanNode | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  let node = nodeOf(Array.isArray(parsed) ? parsed[0] : parsed);
  while (node && WRAPPERS.has(node.name) && node.inputs.length === 1) node = node.inputs[0];
  return node;
}

/** Seconds of an operator and of all it reads from. */
export const secondsOf = (node: PlanNode): number => (node.seconds ?? 0) + node.inputs.reduce((sum, input) => sum + secondsOf(input), 0);

/** The operators from the top down the most expensive way, as far as it takes time. */
export function hotPath(root: PlanNode): ReadonlySet<PlanNode> {
  const path = new Set<PlanNode>();
  if (secondsOf(root) === 0) return path;
  let node: PlanNode | undefined = root;
  while (node) {
    path.add(node);
    const hottest: PlanNode | undefined = node.inputs.toSorted((a, b) => secondsOf(b) - secondsOf(a))[0];
    node = hottest && secondsOf(hottest) > 0 ? hottest : undefined;
  }
  return path;
}
