import type { Diagnostic } from '../../core/model/diagnostic.ts';
import { SeverityMark } from './severity-mark.tsx';

const SHOWN = 50;

/** A few diagnostics in a row of their own, each message once. */
export function DiagnosticLines({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const once = [...new Map(diagnostics.map((diagnostic) => [diagnostic.message, diagnostic])).values()];
  if (once.length === 0) return null;
  return (
    <ul className="or-diagnostics">
      {once.slice(0, SHOWN).map((diagnostic) => (
        <li key={diagnostic.message}>
          <SeverityMark severity={diagnostic.severity} />
          <span>{diagnostic.message}</span>
        </li>
      ))}
      {once.length > SHOWN ? <li>and {once.length - SHOWN} more</li> : null}
    </ul>
  );
}
