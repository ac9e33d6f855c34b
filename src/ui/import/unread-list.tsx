import type { Comparison } from '../../core/import/compare.ts';
import type { WhatWasRead } from '../../core/import/types.ts';
import { plural } from '../panel/numbers.ts';

const MOST = 500;

/** What was not understood, each at its place. */
export function UnreadList({ problems }: Pick<WhatWasRead, 'problems'>) {
  if (problems.length === 0) return <p className="or-schema-none">Everything that tells of tables was understood.</p>;
  return (
    <ul className="or-schema-unread">
      {problems.slice(0, MOST).map(({ file, line, column, reason, excerpt }) => (
        <li key={`${file}:${line}:${column}:${reason}`}>
          <div>
            {file === '' ? null : <span className="or-mono">{`${file}:${line}:${column}`} </span>}
            {reason}
          </div>
          {excerpt === '' ? null : <code>{excerpt}</code>}
        </li>
      ))}
      {problems.length > MOST ? <li>and {(problems.length - MOST).toLocaleString('en')} more</li> : null}
    </ul>
  );
}

/** What was passed over, and why: it says nothing of tables, or is no table of its own. */
export function SkippedList({ skipped, left }: Pick<WhatWasRead, 'skipped'> & Pick<Comparison, 'left'>) {
  if (skipped.length + left.length === 0) return <p className="or-schema-none">Nothing was passed over.</p>;
  return (
    <ul className="or-schema-unread">
      {left.map(({ table, reason }) => (
        <li key={`${table} ${reason}`}>
          <span className="or-mono">{table}</span> {reason}
        </li>
      ))}
      {skipped.map(({ what, count, places: [first] }) => (
        <li key={what}>
          {what}
          <span className="or-soft">
            {' '}
            {plural(count, 'time')}
            {first ? `, first at ${first.file}:${first.line}` : ''}
          </span>
        </li>
      ))}
    </ul>
  );
}
