import type { ReactNode } from 'react';
import { noteLines, type NotePart } from './note-lines.ts';

function part({ text, style }: NotePart, index: number): ReactNode {
  if (style === 'bold') return <strong key={index}>{text}</strong>;
  if (style === 'italic') return <em key={index}>{text}</em>;
  if (style === 'code') return <code key={index}>{text}</code>;
  return text;
}

/** The text of a note: headings, lists, bold, italic and code as Markdown has them; all else as it is. */
export function NoteText({ text }: { readonly text: string }) {
  return noteLines(text).map(({ kind, parts }, index) => (
    <div key={index} className="or-note-line" data-line={kind}>
      {kind === 'item' ? <span aria-hidden>•</span> : null}
      <span>{parts.map(part)}</span>
    </div>
  ));
}
