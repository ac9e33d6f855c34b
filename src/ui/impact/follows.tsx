import { impactSummary } from './impact-lines.ts';
import { useImpact } from './use-impact.ts';
import './impact.css';

/** Under a name that is being typed: what would follow it. */
export function Follows({ type, payload }: { readonly type: string; readonly payload: unknown }) {
  const impact = useImpact([{ type, payload }]);
  return (
    <div className="or-follows" role="status">
      {impact === undefined ? '\u00a0' : 'refused' in impact ? impact.refused : impactSummary(impact)}
    </div>
  );
}
