import { Flame } from 'lucide-react';
import { useMemo } from 'react';
import { hotPath, planTree, secondsOf, type PlanNode } from '../../../core/query/plan-tree.ts';
import { count, seconds } from '../../panel/numbers.ts';

/** From this share of the time on, a step of the hot path is worth a look. */
const WARM = 0.1;
const percent = (share: number): string => `${Math.round(share * 100)}%`;

interface LineProps {
  readonly node: PlanNode;
  readonly depth: number;
  readonly total: number;
  readonly hot: ReadonlySet<PlanNode>;
  readonly isMeasured: boolean;
}

function Lines({ node, depth, total, hot, isMeasured }: LineProps) {
  const isHot = hot.has(node);
  const share = total > 0 ? (node.seconds ?? 0) / total : 0;
  const isOff =
    isMeasured &&
    node.rows !== undefined &&
    node.expected !== undefined &&
    node.expected > 0 &&
    (node.rows / node.expected > 10 || node.expected / Math.max(1, node.rows) > 10);
  return (
    <>
      <tr data-hot={isHot || undefined}>
        <td>
          <span className="or-plan-name" style={{ paddingLeft: depth * 18 }}>
            {depth > 0 ? <span className="or-plan-branch" aria-hidden style={{ left: depth * 18 - 12 }} /> : null}
            {node.name}
            {isHot && share >= WARM ? <Flame size={12} className="or-plan-flame" role="img" aria-label="on the hot path" /> : null}
          </span>
        </td>
        {isMeasured ? (
          <>
            <td className="or-p-number">{node.seconds === undefined ? '' : seconds(node.seconds)}</td>
            <td>
              <span className="or-plan-share" title={`${percent(share)} of the time`}>
                <span style={{ width: percent(share) }} />
              </span>
              <span className="or-plan-percent">{percent(share)}</span>
            </td>
            <td className="or-p-number">{node.rows === undefined ? '' : count(node.rows)}</td>
          </>
        ) : null}
        <td className={isOff ? 'or-p-number or-p-warning' : 'or-p-number'} title={isOff ? 'The planner was off by more than ten times' : undefined}>
          {node.expected === undefined ? '' : count(node.expected)}
        </td>
        <td className="or-p-code or-p-wide">{node.details.map(([label, value]) => `${label}: ${value}`).join(' · ')}</td>
      </tr>
      {node.inputs.map((input, place) => (
        // oxlint-disable-next-line react/no-array-index-key
        <Lines key={place} node={input} depth={depth + 1} total={total} hot={hot} isMeasured={isMeasured} />
      ))}
    </>
  );
}

/** The engine's plan as a tree, the most expensive way through it marked. */
export function PlanView({ json, isMeasured }: { readonly json: string; readonly isMeasured: boolean }) {
  const root = useMemo(() => planTree(json), [json]);
  if (!root) return <pre className="or-p-statement">{json}</pre>;
  const total = secondsOf(root);
  return (
    <>
      <div className="or-p-bar">
        <span>
          {isMeasured
            ? `${seconds(total)} of work in all. The time of a step is without the steps it reads from.`
            : 'Not run: rows are what the planner expects.'}
        </span>
      </div>
      <div className="or-panel-scroll">
        <table className="or-p-table or-plan" aria-label="Plan of the statement">
          <thead>
            <tr>
              <th>Operator</th>
              {isMeasured ? (
                <>
                  <th className="or-p-number">Time</th>
                  <th>Share</th>
                  <th className="or-p-number">Rows</th>
                </>
              ) : null}
              <th className="or-p-number">Expected</th>
              <th>Details</th>
            </tr>
          </thead>
          <tbody>
            <Lines node={root} depth={0} total={total} hot={isMeasured ? hotPath(root) : new Set()} isMeasured={isMeasured} />
          </tbody>
        </table>
      </div>
    </>
  );
}
