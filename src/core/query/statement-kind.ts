import { sqlTokens, type SqlToken } from './sql-tokens.ts';

/** What running a statement comes to. */
export type StatementKind =
  /** A query: its rows can be kept as a table. */
  | { readonly kind: 'rows' }
  /** Says what something is like; a query once it stands in a FROM. */
  | { readonly kind: 'description' }
  /** Runs as it is; it may change what is the user's own, and may give rows. */
  | { readonly kind: 'direct' }
  | { readonly kind: 'explain'; readonly analyze: boolean; /** Where the explained statement begins. */ readonly start: number }
  | { readonly kind: 'refused'; readonly reason: string };

const ROWS = new Set(['select', 'from', 'values', 'table', 'pivot', 'pivot_wider', 'unpivot', 'pivot_longer', '(']);
const DESCRIPTIONS = new Set(['describe', 'desc', 'show', 'summarize']);
const WRITES = new Set(['insert', 'update', 'delete', 'merge']);
const DIRECT = new Set([...WRITES, 'create', 'drop', 'alter', 'truncate', 'comment', 'prepare', 'execute', 'deallocate', 'call', 'vacuum', 'analyze']);
const PRAGMAS = new Set([
  'table_info',
  'show_tables',
  'show_tables_expanded',
  'show_databases',
  'database_list',
  'database_size',
  'functions',
  'collations',
  'version',
  'platform',
  'storage_info',
  'user_agent',
]);

const TRANSACTION = 'Each statement of the workbench is a transaction of its own, so there is none to begin or end. Leave this statement out.';
const DATABASE = 'The workbench works in the one database of this page; it attaches, leaves and copies none.';
const SETTING = 'The engine is set up for the run and keeps its settings. Only variables can be set: set variable name = value.';
const FILES = 'The engine sees no files of yours. Drop a file on the window to make a source of it; download a result from its tab.';
const EXTENSIONS = 'Nothing is fetched from elsewhere, so no extension can be installed or loaded.';
const REFUSED: ReadonlyMap<string, string> = new Map([
  ...['begin', 'start', 'commit', 'end', 'rollback', 'abort'].map((word) => [word, TRANSACTION] as const),
  ...['attach', 'detach', 'use', 'checkpoint', 'force'].map((word) => [word, DATABASE] as const),
  ...['set', 'reset'].map((word) => [word, SETTING] as const),
  ...['copy', 'export', 'import'].map((word) => [word, FILES] as const),
  ...['install', 'load'].map((word) => [word, EXTENSIONS] as const),
]);

const lower = (token: SqlToken | undefined): string => (token?.kind === 'word' || token?.kind === 'symbol' ? token.text.toLowerCase() : '');

/** After WITH: the word that the statement is, which stands outside of all parentheses. */
function afterCtes(tokens: readonly SqlToken[]): string {
  let depth = 0;
  for (const token of tokens) {
    const word = lower(token);
    if (word === '(') depth += 1;
    else if (word === ')') depth -= 1;
    else if (depth === 0 && (ROWS.has(word) || WRITES.has(word))) return word;
  }
  return '';
}

function explained(tokens: readonly SqlToken[]): StatementKind {
  let at = 1;
  let analyze = false;
  if (lower(tokens[at]) === 'analyze') {
    analyze = true;
    at += 1;
  }
  // Options such as (analyze, format json), but not the parenthesis of a query.
  if (lower(tokens[at]) === '(' && ['analyze', 'format'].includes(lower(tokens[at + 1]))) {
    const close = tokens.findIndex((token, index) => index > at && token.text === ')');
    analyze ||= tokens.slice(at, close).some((token) => lower(token) === 'analyze');
    at = close + 1;
  }
  const first = tokens[at];
  return first && at > 0 ? { kind: 'explain', analyze, start: first.start } : { kind: 'refused', reason: 'Write the statement to explain after EXPLAIN.' };
}

/** What a statement is, by its first words: what it reads and changes is for the engine to say. */
export function statementKind(text: string): StatementKind {
  const tokens = sqlTokens(text).filter(({ kind }) => kind !== 'comment');
  const first = lower(tokens[0]);
  if (ROWS.has(first)) return { kind: 'rows' };
  if (first === 'with') return WRITES.has(afterCtes(tokens.slice(1))) ? { kind: 'direct' } : { kind: 'rows' };
  if (DESCRIPTIONS.has(first)) return { kind: 'description' };
  if (first === 'explain') return explained(tokens);
  if (first === 'pragma' && PRAGMAS.has(lower(tokens[1])) && !tokens.some((token) => token.text === '=')) return { kind: 'direct' };
  if ((first === 'set' || first === 'reset') && lower(tokens[1]) === 'variable') return { kind: 'direct' };
  if (DIRECT.has(first)) return { kind: 'direct' };
  const reason = REFUSED.get(first === 'pragma' ? 'set' : first);
  return { kind: 'refused', reason: reason ?? `The workbench knows no statement that begins with ${tokens[0]?.text ?? 'nothing'}.` };
}
