import { useState } from 'react';
import type { Impact } from '../../core/plan/impact.ts';
import { impactGroups, type ImpactGroup } from './impact-lines.ts';
import './impact.css';

const MOST = 8;

function Group({ group }: { readonly group: ImpactGroup }) {
  const [all, setAll] = useState(false);
  const shown = all ? group.lines : group.lines.slice(0, MOST);
  const isText = group.id === 'problems';
  return (
    <section className="or-impact-group" data-grave={group.grave || undefined}>
      <h3>{group.title}</h3>
      <ul className={isText ? '' : 'or-mono'}>
        {shown.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {shown.length < group.lines.length ? (
        <button type="button" className="or-link" onClick={() => setAll(true)}>
          {group.lines.length - shown.length} more
        </button>
      ) : null}
    </section>
  );
}

/** What a change would do to the warehouse. */
export function ImpactList({
  impact,
  meant,
  nothing,
}: {
  readonly impact: Impact | { readonly refused: string } | undefined;
  /** The objects it is about. */
  readonly meant?: readonly string[];
  /** What to say when it does nothing. */
  readonly nothing: string;
}) {
  if (impact === undefined)
    return (
      <div className="or-soft" role="status">
        Looking at what it touches.
      </div>
    );
  if ('refused' in impact)
    return (
      <div className="or-impact-refused" role="alert">
        {impact.refused}
      </div>
    );
  const groups = impactGroups(impact, new Set(meant));
  return (
    <div className="or-impact-list" role="status" aria-label="What it touches">
      {groups.length === 0 ? <div className="or-soft">{nothing}</div> : groups.map((group) => <Group key={group.id} group={group} />)}
    </div>
  );
}
