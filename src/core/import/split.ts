import { afterSkipped, nextStart, startsHere, STARTS } from './fast-skip.ts';
import { afterRoutine, resumeAfter } from './routine.ts';
import { isGoLine, isLineStart, isSlashLine, lineEnd } from './scan.ts';
import { HEAD_LENGTH, headOf, kindOf, type StatementHead } from './statement-head.ts';
import { afterBlank, tokenFrom, type Lexical, type Token } from './tokens.ts';
import type { ScriptPlatform } from './types.ts';

export interface Statement {
  readonly head: StatementHead;
  readonly start: number;
  readonly end: number;
  /** Nothing when nobody reads it. */
  readonly tokens: readonly Token[];
}

export interface SplitOptions {
  readonly platform: ScriptPlatform;
  readonly lexical: Lexical;
  /** Called with what could not be told apart, and why. */
  readonly onProblem: (at: number, reason: string) => void;
}

const NOTHING: StatementHead = { what: '', modifiers: new Set(), at: 0 };
/** Words that a line of its own ends, whatever the dialect: client commands. */
const LINE_COMMANDS = /(?:\\|\.[a-z]|![a-z]|:(?:setvar|on|r|connect|out|error)\b|(?:PROMPT|REM|REMARK|SPOOL|WHENEVER|SOURCE)\b|%[a-z])/iy;
const ORACLE_COMMANDS =
  /(?:SET|ACCEPT|DEFINE|UNDEFINE|COLUMN|CONNECT|CONN|EXIT|QUIT|SHOW|CLEAR|TTITLE|BTITLE|PAUSE|VARIABLE|PRINT|HOST|EXEC|EXECUTE|START|TIMING|@)(?:[^\w=]|$)/iy;
const DATA = /(?:insert|update|delete|select|merge|grant)\s/iy;
const MORE_ON_LINE = /-[ \t]*\r?\n/y;

const matches = (pattern: RegExp, text: string, at: number): boolean => {
  pattern.lastIndex = at;
  return pattern.test(text);
};

function isLineCommand(text: string, at: number, platform: ScriptPlatform): boolean {
  if (!isLineStart(text, at)) return false;
  if (matches(LINE_COMMANDS, text, at)) return true;
  return platform === 'oracle' && matches(ORACLE_COMMANDS, text, at) && !/^set\s+(transaction|role|constraints?)\b/i.test(text.slice(at, at + 40));
}

/** Words that begin another statement where T-SQL needs no semicolon. */
const TSQL_STARTS: ReadonlySet<string> = new Set(
  'IF ELSE BEGIN END PRINT DECLARE EXEC EXECUTE INSERT UPDATE DELETE TRUNCATE GRANT DENY REVOKE USE SELECT RETURN WHILE RAISERROR COMMIT MERGE SET'.split(' '),
);
const TSQL_GUARD_ENDS: ReadonlySet<string> = new Set(
  'BEGIN CREATE ALTER DROP EXEC EXECUTE PRINT INSERT UPDATE DELETE SET RETURN RAISERROR TRUNCATE THEN'.split(' '),
);

/** Whether a token begins another statement although nothing ended the one before. */
function restarts(text: string, token: Token, depth: number, what: string, platform: ScriptPlatform): boolean {
  if (token.kind !== 'word') return false;
  if (token.first && (depth === 0 || token.upper === 'CREATE') && startsHere(text, token.start)) return true;
  if (platform !== 'sqlserver' || depth > 0) return false;
  if (/^(CREATE|ALTER|DROP)$/.test(token.upper)) return matches(STARTS, text, token.start) && (token.upper !== 'ALTER' || what !== 'ALTER TABLE');
  if (!token.first || what === 'CREATE VIEW' || !TSQL_STARTS.has(token.upper)) return false;
  if (token.upper === 'SELECT') return what !== 'CREATE TABLE';
  return token.upper !== 'SET' || !/^set\s*\(/i.test(text.slice(token.start, token.start + 12));
}

/** A script's statements in order. Those that nobody reads are jumped over, as are procedures, data and client commands. */
export function* statementsOf({ platform, lexical: given, onProblem }: SplitOptions): Generator<Statement> {
  const { text } = given;
  let delimiter = ';';
  let broken = -1;
  let wasted = 0;
  const lexical: Lexical = { ...given, onUnclosed: (at) => (broken = at) };
  const lineBound: Lexical = { ...lexical, lineBound: true, onUnclosed: () => undefined };
  const skipped = (what: string, start: number, end: number): Statement => ({ head: { ...NOTHING, what }, start, end, tokens: [] });

  /** Tokens up to what ends the statement. A string that holds the start of another statement has lost its end. */
  function collect(from: number, what: string, mode: Lexical): { readonly tokens: readonly Token[]; readonly end: number; readonly open: boolean } {
    const tokens: Token[] = [];
    let depth = 0;
    let at = from;
    for (let token = tokenFrom(mode, at); token; token = tokenFrom(mode, at)) {
      const { upper, start, first } = token;
      if (delimiter !== ';' && text.startsWith(delimiter, start)) return { tokens, end: start + delimiter.length, open: depth > 0 };
      if (upper === ';') return { tokens, end: token.end, open: depth > 0 };
      if (first && (isGoLine(text, start) || (depth === 0 && isSlashLine(text, start)))) return { tokens, end: start, open: depth > 0 };
      if (tokens.length > 1 && restarts(text, token, depth, what, platform)) return { tokens, end: start, open: depth > 0 };
      if (token.kind === 'string' && !mode.lineBound && what !== 'DO' && !what.startsWith('EXEC') && !token.text.startsWith('$') && token.text.includes('\n')) {
        if (nextStart(token.text, 0) < token.text.length) broken = start;
      }
      if (broken >= 0 && !mode.lineBound) return { tokens, end: token.end, open: true };
      if (upper === '(') depth += 1;
      if (upper === ')') depth = Math.max(0, depth - 1);
      tokens.push(token);
      at = token.end;
    }
    return { tokens, end: text.length, open: depth > 0 };
  }

  function read(start: number, head: StatementHead): Statement {
    broken = -1;
    let found = collect(start, head.what, lexical);
    if (broken >= 0) {
      onProblem(broken, 'a quote is never closed');
      found = collect(start, head.what, lineBound);
    } else if (found.open) onProblem(start, 'a parenthesis is never closed');
    broken = -1;
    return { head: headOf(found.tokens.slice(0, HEAD_LENGTH)), start, end: found.end, tokens: found.tokens };
  }

  function skip(start: number, from: number, what: string): Statement {
    broken = -1;
    // What looks for an end that never comes must not do so again and again.
    const mode = wasted > 20 * text.length ? lineBound : lexical;
    const rules = { delimiter, semicolon: true, restart: true };
    let end = afterSkipped(mode, from, rules);
    if (broken >= 0) {
      wasted += text.length - broken;
      onProblem(broken, `a quote is never closed: skipped up to the next statement`);
    }
    broken = -1;
    if (what === 'COPY' && /\bfrom\s+stdin\b/i.test(text.slice(start, end))) {
      const data = text.indexOf('\n\\.', end - 1);
      end = data < 0 ? text.length : lineEnd(text, data + 1);
    }
    return skipped(what, start, end);
  }

  function routine(start: number, { what }: StatementHead): Statement {
    if (wasted > 20 * text.length) return skipped(what, start, nextStart(text, start));
    const end = afterRoutine({ ...lexical, onUnclosed: () => undefined }, start, what, platform, delimiter);
    if (end >= 0) return skipped(what, start, end);
    wasted += text.length - start;
    onProblem(start, 'the END of this routine was not found: it was skipped up to where it seems to end');
    return skipped(what, start, resumeAfter(text, start));
  }

  /** `IF …` before a statement in T-SQL: the condition alone. */
  function guard(start: number): Statement {
    let depth = 0;
    let at = start;
    for (let token = tokenFrom(lexical, at); token; token = tokenFrom(lexical, at)) {
      if (token.upper === '(') depth += 1;
      if (token.upper === ')') depth -= 1;
      if (depth <= 0 && at > start && (TSQL_GUARD_ENDS.has(token.upper) || token.upper === ';' || (token.first && isGoLine(text, token.start)))) break;
      at = token.end;
    }
    return skipped('IF', start, at);
  }

  function headTokens(at: number): readonly Token[] {
    const tokens: Token[] = [];
    let position = at;
    for (let token = tokenFrom(lexical, position); token && tokens.length < HEAD_LENGTH && token.upper !== ';'; token = tokenFrom(lexical, position)) {
      tokens.push(token);
      position = token.end;
      // Only CREATE needs more than two words.
      if (tokens.length >= 3 && tokens[0]?.upper !== 'CREATE') break;
    }
    broken = -1;
    return tokens;
  }

  function lineCommand(at: number): Statement {
    let end = lineEnd(text, at);
    while (end < text.length && matches(MORE_ON_LINE, text, end - 1)) end = lineEnd(text, end + 1);
    const what = (/^[\\.!%:]?\w+/.exec(text.slice(at, at + 30))?.[0] ?? 'command').toUpperCase();
    if (/^\\copy\b/i.test(what) && /\bfrom\s+(p?stdin)\b/i.test(text.slice(at, end))) {
      const data = text.indexOf('\n\\.', end - 1);
      end = data < 0 ? text.length : lineEnd(text, data + 1);
    }
    return skipped(what, at, end);
  }

  function block(start: number, tokens: readonly Token[], first: string): Statement {
    const [, second] = tokens;
    if (first === 'BEGIN' && (!second || /^(TRANSACTION|TRAN|WORK|DEFERRED|IMMEDIATE|EXCLUSIVE|ISOLATION|READ)$/.test(second.upper)))
      return skip(start, start, first);
    if (platform === 'oracle' && (first === 'BEGIN' || first === 'DECLARE') && second)
      return skipped('BEGIN', start, afterSkipped(lexical, start, { delimiter, semicolon: false, restart: false }));
    return skipped(first, start, tokens[0]?.end ?? start + 1);
  }

  function next(at: number): Statement {
    // Dumps are made of these: nothing more of them is looked at.
    DATA.lastIndex = at;
    const data = DATA.exec(text)?.[0];
    if (data !== undefined) return skip(at, at, data.trimEnd().toUpperCase());
    if (isLineCommand(text, at, platform)) {
      const change = /^delimiter[ \t]+(\S+)/i.exec(text.slice(at, at + 60));
      if (change?.[1] !== undefined) delimiter = change[1];
      return lineCommand(at);
    }
    const tokens = headTokens(at);
    const [head, first] = [headOf(tokens), tokens[0]?.upper ?? ''];
    if (first === '') return skip(at, at, tokens[0]?.text.slice(0, 20) ?? '');
    if (first === 'IF' && platform !== 'mysql') return guard(at);
    if (['BEGIN', 'END', 'ELSE', 'EXCEPTION', 'THEN'].includes(first) || (first === 'DECLARE' && platform === 'oracle')) return block(at, tokens, first);
    const kind = kindOf(head);
    if (kind === 'routine') return routine(at, head);
    if (kind === 'read') return read(at, head);
    return skip(at, at, head.what);
  }

  let at = 0;
  while (at < text.length) {
    const { end: start } = afterBlank(lexical, at);
    if (start >= text.length) return;
    const own = delimiter !== ';' && text.startsWith(delimiter, start);
    if (own || text[start] === ';' || text.startsWith('--', start))
      at = own ? start + delimiter.length : text[start] === ';' ? start + 1 : lineEnd(text, start);
    else if (isGoLine(text, start) || isSlashLine(text, start)) at = lineEnd(text, start);
    else {
      const change = (text.charCodeAt(start) | 32) === 100 && isLineStart(text, start) ? /^delimiter[ \t]+(\S+)/i.exec(text.slice(start, start + 60)) : null;
      if (change?.[1] !== undefined) {
        delimiter = change[1];
        at = lineEnd(text, start);
        continue;
      }
      const statement = next(start);
      yield statement;
      at = Math.max(statement.end, start + 1);
    }
  }
}
