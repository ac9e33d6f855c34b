import type { CheckResult } from '../../core/engine-port.ts';
import { weightOf } from './check-order.ts';

/** How the checks after a delivery stand: by the worst of them, or that they were not looked at. */
export function deliveryTone(results: ReadonlyMap<string, readonly CheckResult[]> | undefined): 'error' | 'warning' | 'ok' | 'none' {
  if (!results) return 'none';
  const worst = Math.max(0, ...[...results.values()].flatMap((list) => list.map(weightOf)));
  return worst === 2 ? 'error' : worst === 1 ? 'warning' : 'ok';
}
