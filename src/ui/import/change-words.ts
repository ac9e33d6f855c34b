import type { ImportChange } from '../../core/import/compare.ts';

const OF: Readonly<Record<string, string>> = {
  nullability: 'may be empty',
  default: 'default',
  comment: 'description',
  key: 'key',
  'unique-keys': 'unique keys',
  'foreign-keys': 'foreign keys',
  checks: 'conditions',
  layout: 'layout',
  options: 'options',
};
const told = (text: string | undefined): string => (text === undefined || text === '' ? 'none' : text);

/** One difference in a few words, without the name of its table. */
export function changeWords({ kind, column, before, after, source }: ImportChange): string {
  const named = column === undefined ? '' : `${column}: `;
  switch (kind) {
    case 'table-added':
      return `new, ${source?.columns.length ?? 0} columns`;
    case 'table-removed':
      return 'remove it';
    case 'table-renamed':
      return `is called ${told(after)} now`;
    case 'column-added':
      return `new column ${column ?? ''}${after === undefined ? '' : ` ${after}`}`;
    case 'column-removed':
      return `remove column ${column ?? ''}`;
    case 'column-renamed':
      return `${before ?? column ?? ''} is called ${told(after)} now`;
    case 'origin':
      return `is ${told(after)}`;
    case 'type':
      return `${named}${told(before)} becomes ${told(after)}`;
    default:
      return `${named}${OF[kind] ?? kind}, ${told(before)} becomes ${told(after)}`;
  }
}

const plural = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** What the button does: `Import 12 tables and 3 changes`. */
export function importVerb(accepted: readonly ImportChange[]): string {
  const tables = accepted.filter(({ kind }) => kind === 'table-added').length;
  const others = accepted.length - tables;
  const parts = [tables > 0 ? plural(tables, 'table') : '', others > 0 ? plural(others, 'change') : ''].filter(Boolean);
  return parts.length === 0 ? 'Import' : `Import ${parts.join(' and ')}`;
}
