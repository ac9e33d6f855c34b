import { useMemo } from 'react';
import { hasColumns, isFed } from '../../core/model/lookup.ts';
import type { ModelObject } from '../../core/model/types.ts';
import { SeverityMark } from '../problems/severity-mark.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { ColumnDetails } from './column-details.tsx';
import { ColumnList } from './column-list.tsx';
import { ExamplesSection } from './examples-section.tsx';
import { Feeds } from './feeds.tsx';
import { KindSections } from './kind-sections.tsx';
import { ObjectHead } from './object-head.tsx';
import { OperationsSection } from './operations-section.tsx';
import { OwnCodeSection } from './own-code-section.tsx';
import { PhysicalSection } from './physical-section.tsx';
import { TechnicalSection } from './technical-section.tsx';

const SHOWN = 6;

function ObjectProblems({ object }: { readonly object: ModelObject }) {
  const all = useStudio((state) => state.diagnostics);
  const { select } = useActions();
  const own = useMemo(
    () => [...new Map(all.filter(({ at }) => at.object === object.id).map((diagnostic) => [diagnostic.message, diagnostic])).values()],
    [all, object.id],
  );
  if (own.length === 0) return null;
  return (
    <ul className="or-inspector-problems" aria-label="Problems of this object">
      {own.slice(0, SHOWN).map(({ message, severity, at }) => (
        <li key={message} data-severity={severity}>
          <SeverityMark severity={severity} />
          {at.column === undefined ? (
            <span>{message}</span>
          ) : (
            <button type="button" onClick={() => select([object.id], { object: object.id, column: at.column ?? '' })}>
              {message}
            </button>
          )}
        </li>
      ))}
      {own.length > SHOWN ? <li className="or-soft">and {own.length - SHOWN} more in Problems</li> : null}
    </ul>
  );
}

/** One object: what it is, what is wrong with it, its columns, what fills it. */
export function ObjectInspector({ object }: { readonly object: ModelObject }) {
  const columnId = useStudio((state) => (state.column?.object === object.id ? state.column.column : undefined));
  const column = !hasColumns(object) ? undefined : object.columns.find(({ id }) => id === columnId);
  return (
    <>
      <ObjectHead object={object} />
      <ObjectProblems object={object} />
      <KindSections object={object} />
      {hasColumns(object) ? <ColumnList object={object} /> : null}
      {column ? <ColumnDetails key={column.id} object={object} column={column} /> : null}
      {isFed(object) ? <Feeds object={object} /> : null}
      <ExamplesSection key={`examples ${object.id}`} object={object} />
      <OperationsSection key={`operations ${object.id}`} object={object} />
      <TechnicalSection key={`technical ${object.id}`} object={object} />
      <PhysicalSection key={object.id} object={object} />
      <OwnCodeSection key={`code ${object.id}`} object={object} />
    </>
  );
}
