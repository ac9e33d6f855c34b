import type { EngineErrorDetail } from '../../core/engine-port.ts';

/** The word or sign at an offset, so that it can be marked. */
export function markAt(statement: string, position: number): readonly [before: string, marked: string, after: string] {
  const start = Math.min(Math.max(0, position), statement.length);
  const word = /^[\w"`.]+|^[^\s]/.exec(statement.slice(start))?.[0] ?? '';
  return [statement.slice(0, start), word, statement.slice(start + word.length)];
}

/** A failed statement with the place of its error marked. */
export function StatementText({ error }: { readonly error: EngineErrorDetail }) {
  const { statement, position } = error;
  if (statement === undefined) return null;
  if (position === undefined) return <pre className="or-p-statement">{statement}</pre>;
  const [before, marked, after] = markAt(statement, position);
  return (
    <pre className="or-p-statement">
      {before}
      <mark>{marked}</mark>
      {after}
    </pre>
  );
}

/** `line 3, character 14`, both from 1. */
export function placeText(statement: string, position: number): string {
  const before = statement.slice(0, position).split('\n');
  return `line ${before.length}, character ${(before.at(-1)?.length ?? 0) + 1}`;
}
