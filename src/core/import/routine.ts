import { afterSkipped, nextStart, startsHere } from './fast-skip.ts';
import { isGoLine, isSlashLine } from './scan.ts';
import { tokenFrom, type Lexical } from './tokens.ts';
import type { ScriptPlatform } from './types.ts';

/** After END, these close what they opened, which is no block. */
const CLOSES_NO_BLOCK: ReadonlySet<string> = new Set(['IF', 'LOOP', 'WHILE', 'REPEAT', 'FOR']);
const WITHOUT_BODY: ReadonlySet<string> = new Set(['BEGIN', 'DECLARE', 'AS', 'IS']);

/**
 * The end of a procedure, function, trigger or package, whose body is not read: the line that ends it (`GO`, `/`), the
 * delimiter in force, or the semicolon after its last END.
 * @returns -1 when its END is missing.
 */
export function afterRoutine(lexical: Lexical, from: number, what: string, platform: ScriptPlatform, delimiter: string): number {
  const { text } = lexical;
  if (delimiter !== ';') return afterSkipped(lexical, from, { delimiter, semicolon: false, restart: false });
  if (platform === 'sqlserver') return afterSkipped(lexical, from, { delimiter, semicolon: false, restart: false });
  let depth = what === 'CREATE PACKAGE' ? 1 : 0;
  let [begun, declared] = [depth > 0, false];
  let previous = '';
  let at = from;
  for (let token = tokenFrom(lexical, at); token; token = tokenFrom(lexical, at)) {
    const { upper, first, start } = token;
    if (first && (isSlashLine(text, start) || isGoLine(text, start))) return start;
    if (first && depth === 0 && (previous === ';' || begun) && upper === 'CREATE' && startsHere(text, start)) return start;
    at = token.end;
    if (previous === 'END') {
      if (upper !== 'CASE' && CLOSES_NO_BLOCK.has(upper)) depth += 1;
    } else if (upper === 'BEGIN' || upper === 'CASE') depth += 1;
    if (upper === 'BEGIN') begun = true;
    if (upper === 'DECLARE') declared = true;
    if (upper === 'END') depth -= 1;
    const waits = !begun && (declared || (platform === 'oracle' && what !== 'CREATE EVENT') || WITHOUT_BODY.has(previous));
    if (upper === ';' && depth <= 0 && !waits) return at;
    previous = upper;
  }
  return begun && depth > 0 ? -1 : text.length;
}

/** Where to go on when the END of a routine is missing: after the first line that is nothing but an END, or at the next statement. */
export function resumeAfter(text: string, from: number): number {
  const end = /^END\b[^\n;]*;?[ \t]*\r?$/im;
  const found = end.exec(text.slice(from, from + 200_000));
  return found ? from + found.index + found[0].length : nextStart(text, from);
}
