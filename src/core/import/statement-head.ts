import type { Token } from './tokens.ts';

export interface StatementHead {
  /** The first words, e.g. `CREATE TABLE`, `INSERT`. */
  readonly what: string;
  /** Words between CREATE and what is created, e.g. `EXTERNAL`. */
  readonly modifiers: ReadonlySet<string>;
  /** Index of the token after the words of `what`. */
  readonly at: number;
}

/** Tokens at the start of a statement that are enough to tell what it is. */
export const HEAD_LENGTH = 28;

const MODIFIERS: ReadonlySet<string> = new Set(
  (
    'OR REPLACE REFRESH ALTER GLOBAL LOCAL TEMP TEMPORARY TRANSIENT VOLATILE EXTERNAL FOREIGN UNLOGGED VIRTUAL DYNAMIC ICEBERG HYBRID STREAMING LIVE ' +
    'MULTISET SET COLUMN ROW SNAPSHOT IMMUTABLE BLOCKCHAIN PRIVATE SHARDED DUPLICATED UNIQUE CLUSTERED NONCLUSTERED COLUMNSTORE BITMAP SECURE RECURSIVE ' +
    'MATERIALIZED FORCE NO NOFORCE EDITIONABLE NONEDITIONABLE EDITIONING MANAGED READ ONLY TRANSACTIONAL CACHED INTERACTIVE SQL SECURITY DEFINER INVOKER ' +
    'ALGORITHM UNDEFINED MERGE TEMPTABLE CONCURRENTLY AGGREGATE NOT DETERMINISTIC VECTOR COLUMNAR FACT DIMENSION REFERENCE RANDOM PERSISTENT'
  ).split(' '),
);
/** What is created and read; words that name something else end the search. */
const ROUTINES: ReadonlySet<string> = new Set(['PROCEDURE', 'PROC', 'FUNCTION', 'TRIGGER', 'PACKAGE', 'EVENT', 'TASK']);
const READ: ReadonlySet<string> = new Set(['TABLE', 'VIEW', 'INDEX', 'SCHEMA', 'DATABASE', 'TYPE', 'DOMAIN']);

/** A table is not created by `CREATE TABLE FUNCTION`, nor a view by `CREATE SEMANTIC VIEW`. */
function created(tokens: readonly Token[], at: number, modifiers: ReadonlySet<string>): StatementHead {
  const word = tokens[at]?.upper ?? '';
  const next = tokens[at + 1]?.upper ?? '';
  if (word === 'EVENT' && next === 'TABLE') return created(tokens, at + 1, modifiers);
  if (word === 'TABLE' && next === 'FUNCTION') return { what: 'CREATE TABLE FUNCTION', modifiers, at: at + 2 };
  if (word === 'VIEW' && next === 'LOG') return { what: 'CREATE VIEW LOG', modifiers, at: at + 2 };
  if (word === 'TYPE' && next === 'BODY') return { what: 'CREATE PACKAGE', modifiers, at: at + 2 };
  if (word === 'PROC') return { what: 'CREATE PROCEDURE', modifiers, at: at + 1 };
  return { what: `CREATE ${word}`.trim(), modifiers, at: at + 1 };
}

function createHead(tokens: readonly Token[]): StatementHead {
  const modifiers = new Set<string>();
  for (let at = 1; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    // DEFINER = `root`@`localhost`, ALGORITHM = MERGE
    if (token.upper === '=') {
      at += tokens[at + 2]?.upper === '@' || (tokens[at + 2]?.text.startsWith('@') ?? false) ? 3 : 1;
      if (tokens[at]?.upper === '@') at += 1;
      continue;
    }
    if (token.kind !== 'word' || READ.has(token.upper) || ROUTINES.has(token.upper) || !MODIFIERS.has(token.upper)) return created(tokens, at, modifiers);
    modifiers.add(token.upper);
  }
  return { what: 'CREATE', modifiers, at: tokens.length };
}

const NO_WORDS: ReadonlySet<string> = new Set();
const head = (tokens: readonly Token[], length: number): StatementHead => ({
  what: tokens
    .slice(0, length)
    .map(({ upper }) => upper)
    .join(' '),
  modifiers: NO_WORDS,
  at: length,
});

/** Two words tell these apart. */
const TWO_WORDS: ReadonlySet<string> = new Set(['ALTER', 'DROP', 'COMMENT', 'RENAME', 'DELETE', 'LOCK', 'UNLOCK']);

/** What a statement is, from its first tokens. */
export function headOf(tokens: readonly Token[]): StatementHead {
  const first = tokens[0]?.upper ?? '';
  if (first === 'CREATE') return createHead(tokens);
  if (TWO_WORDS.has(first) && tokens[1]?.kind === 'word') return head(tokens, 2);
  return head(tokens, 1);
}

export type StatementKind = 'read' | 'routine' | 'skipped';

const READ_HEADS: ReadonlySet<string> = new Set([
  'ALTER TABLE',
  'ALTER VIEW',
  'DROP TABLE',
  'DROP VIEW',
  'RENAME TABLE',
  'USE',
  'SET',
  'DO',
  'EXEC',
  'EXECUTE',
]);

export function kindOf({ what, modifiers }: StatementHead): StatementKind {
  if (what.startsWith('CREATE ')) {
    const word = what.slice(7);
    if (ROUTINES.has(word) || word === 'TABLE FUNCTION') return 'routine';
    return READ.has(word) && !modifiers.has('SEMANTIC') ? 'read' : 'skipped';
  }
  return READ_HEADS.has(what) || /^COMMENT (ON|IF)$/.test(what) ? 'read' : 'skipped';
}
