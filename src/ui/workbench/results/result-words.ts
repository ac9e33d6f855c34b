import type { DoneLine, QueryResult } from '../../../store/workbench-types.ts';
import { count, plural } from '../../panel/numbers.ts';

const VERBS: Readonly<Record<string, string>> = { insert: 'inserted', update: 'updated', delete: 'deleted', truncate: 'removed', merge: 'merged' };
const THINGS = /^\s*(create|drop|alter)\s+(?:or\s+replace\s+)?(?:(?:temp|temporary|persistent)\s+)?(table|view|schema|macro|function|sequence|type|index)\b/i;
const DONE: Readonly<Record<string, string>> = { create: 'created', drop: 'dropped', alter: 'changed' };

/** What a statement without rows did: `3 rows updated`, `View created`. */
export function doneWords({ statement, changed }: DoneLine): string {
  const thing = THINGS.exec(statement);
  const [, verb = '', noun = ''] = thing ?? [];
  if (thing) {
    const made = `${noun.charAt(0).toUpperCase()}${noun.slice(1).toLowerCase()} ${DONE[verb.toLowerCase()] ?? 'changed'}`;
    return changed === undefined ? made : `${made} with ${plural(changed, 'row')}`;
  }
  const first = /[a-z]+/i.exec(statement)?.[0].toLowerCase() ?? '';
  return changed === undefined ? 'Done' : `${plural(changed, 'row')} ${VERBS[first] ?? 'changed'}`;
}

/** The name of a result's tab. */
export function resultTitle({ body }: QueryResult): string {
  switch (body.kind) {
    case 'rows':
      return plural(body.rows, 'row');
    case 'plan':
      return body.analyzed ? 'Measured plan' : 'Plan';
    case 'done':
      return body.lines.length === 1 ? 'Change' : `${count(body.lines.length)} changes`;
    case 'error':
      return 'Error';
    case 'cancelled':
      return 'Cancelled';
  }
}

/** A statement on one line, for lists and tooltips. */
export const oneLine = (statement: string, longest = 160): string => {
  const line = statement.replaceAll(/\s+/g, ' ').trim();
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
};
