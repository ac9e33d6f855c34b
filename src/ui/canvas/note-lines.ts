export interface NotePart {
  readonly text: string;
  readonly style: 'plain' | 'bold' | 'italic' | 'code';
}
export interface NoteLine {
  readonly kind: 'heading' | 'item' | 'text' | 'blank';
  readonly parts: readonly NotePart[];
}

const STYLED = /(\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|`([^`]+)`)/g;

function partsOf(text: string): readonly NotePart[] {
  const parts: NotePart[] = [];
  let at = 0;
  for (const match of text.matchAll(STYLED)) {
    if (match.index > at) parts.push({ text: text.slice(at, match.index), style: 'plain' });
    const [whole, , bold, italic, code] = match;
    parts.push(
      bold !== undefined ? { text: bold, style: 'bold' } : italic !== undefined ? { text: italic, style: 'italic' } : { text: code ?? '', style: 'code' },
    );
    at = match.index + whole.length;
  }
  if (at < text.length) parts.push({ text: text.slice(at), style: 'plain' });
  return parts;
}

/** The lines of a note, read as the little of Markdown that notes know. */
export function noteLines(text: string): readonly NoteLine[] {
  return text.split(/\r?\n/).map((line): NoteLine => {
    if (line.trim() === '') return { kind: 'blank', parts: [] };
    const heading = /^#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) return { kind: 'heading', parts: partsOf(heading) };
    const item = /^\s*[-*]\s+(.*)$/.exec(line)?.[1];
    return item !== undefined ? { kind: 'item', parts: partsOf(item) } : { kind: 'text', parts: partsOf(line) };
  });
}
