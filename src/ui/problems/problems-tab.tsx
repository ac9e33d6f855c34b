import { useContext, useRef, type KeyboardEvent } from 'react';
import type { Diagnostic } from '../../core/model/diagnostic.ts';
import { KindMark } from '../kinds/kind-mark.tsx';
import { plural } from '../panel/numbers.ts';
import { columnOf } from '../panel/subject.ts';
import { StudioContext, useStudio } from '../use-studio.ts';
import { goToProblem, inOrder } from './next-problem.ts';
import { SEVERITY_LABELS, SeverityMark } from './severity-mark.tsx';
import './problems.css';

const fileText = ({ file, line, character }: Diagnostic['at']): string => [file, line, character].filter((part) => part !== undefined).join(':');

/** Everything wrong with the project, by severity. Click or Enter goes there; arrows walk the list. */
export function ProblemsTab() {
  const studio = useContext(StudioContext);
  const list = useRef<HTMLDivElement>(null);
  const diagnostics = inOrder(useStudio((state) => state.diagnostics));
  const project = useStudio((state) => state.project);
  if (diagnostics.length === 0)
    return (
      <div className="or-p-empty">
        <p>No problems. What keeps an object from being built is listed here.</p>
      </div>
    );

  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('.or-problem') ?? [])];
    rows[Math.min(rows.length - 1, Math.max(0, rows.indexOf(document.activeElement as HTMLElement) + step))]?.focus();
  };
  return (
    <div className="or-panel-scroll" ref={list} onKeyDown={onKeyDown}>
      {(['error', 'warning', 'info'] as const).map((severity) => {
        const group = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
        if (group.length === 0) return null;
        return (
          <section key={severity} aria-label={plural(group.length, SEVERITY_LABELS[severity])}>
            <h3 className="or-problem-group">{plural(group.length, SEVERITY_LABELS[severity])}</h3>
            {group.map((diagnostic, index) => {
              const { at } = diagnostic;
              const object = at.object === undefined || !Object.hasOwn(project.objects, at.object) ? undefined : project.objects[at.object];
              const column = object && columnOf(object, at.column)?.name;
              return (
                <button
                  key={`${diagnostic.code}:${at.object ?? ''}:${at.column ?? ''}:${index}`}
                  type="button"
                  className="or-problem"
                  title={diagnostic.code}
                  onClick={() => studio && goToProblem(studio, diagnostic)}
                >
                  <SeverityMark severity={severity} />
                  <span className="or-problem-message">{diagnostic.message}</span>
                  {object ? (
                    <span className="or-problem-place">
                      <KindMark object={object} /> {object.name}
                      {column === undefined ? '' : `.${column}`}
                    </span>
                  ) : (
                    <span className="or-problem-place">{fileText(at)}</span>
                  )}
                </button>
              );
            })}
          </section>
        );
      })}
    </div>
  );
}
