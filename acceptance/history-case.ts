import { emptyProject } from '../src/core/model/empty-project.ts';
import { HASH_PRESETS } from '../src/core/model/hash-presets.ts';
import type { Column, Dimension, Project, Source, Staging } from '../src/core/model/types.ts';
import type { HistoryCase } from './case-schema.ts';
import { idOf, literal, quoted } from './names.ts';
import type { Cell, Expectation, PreparedCase, Row, Step, TargetView } from './prepared.ts';

const SOURCE = 'src_rows';
const STAGING = 'stg_rows';
const DIMENSION = 'dim_rows';
const DAY = 86_400_000;
const MOMENT = /^\d{4}-\d\d-\d\d(?:[ T]\d\d:\d\d:\d\d(?:\.\d+)?)?$/;

/** What a column of untyped rows holds. */
function typeOfValues(values: readonly Cell[]): string {
  const known = values.filter((value) => value !== null);
  const all = (test: (value: string | number | boolean) => boolean): boolean => known.length > 0 && known.every(test);
  if (all((value) => typeof value === 'boolean')) return 'boolean';
  if (all((value) => Number.isSafeInteger(value))) return 'bigint';
  if (all((value) => typeof value === 'number')) return 'float';
  if (all((value) => typeof value === 'string' && MOMENT.test(value))) return known.every((value) => String(value).length === 10) ? 'date' : 'timestamp';
  return 'text';
}

const stamp = (moment: number): string => new Date(moment).toISOString().slice(0, 19);
const momentOf = (text: string): number => Date.parse(`${text.trim().replace(' ', 'T').slice(0, 19)}${text.trim().length === 10 ? 'T00:00:00' : ''}Z`);

/** Names of the technical columns and the choices a dimension has, out of either engine's words. */
interface Choices {
  readonly validFrom: string;
  readonly validTo: string;
  readonly key: string;
  readonly isDeleted: string;
  readonly deletes: NonNullable<Dimension['deletes']>;
  readonly byTime: boolean;
  /** Columns whose difference opens a version; all when absent. */
  readonly compared?: readonly string[];
  /** SQL text for when an open version ends; nothing for NULL. */
  readonly open?: string;
  readonly first: Pick<Dimension, 'first_version'> & { readonly first_version_for?: 'every_member' | 'first_delivery' };
}

function dbtChoices({ config }: HistoryCase): Choices {
  const named = (column: string): string => config.snapshot_meta_column_names?.[column] ?? column;
  const open = /(\d{4}-\d\d-\d\d)(?:[ T](\d\d:\d\d:\d\d))?/.exec(config.dbt_valid_to_current ?? '');
  return {
    validFrom: named('dbt_valid_from'),
    validTo: named('dbt_valid_to'),
    key: named('dbt_scd_id'),
    isDeleted: named('dbt_is_deleted'),
    deletes: config.hard_deletes === 'invalidate' ? 'close' : config.hard_deletes === 'new_record' ? 'mark' : 'ignore',
    byTime: config.strategy === 'timestamp',
    first: {},
    ...(Array.isArray(config.check_cols) && config.strategy === 'check' ? { compared: config.check_cols } : {}),
    ...(open ? { open: `${open[1] ?? ''}T${open[2] ?? '00:00:00'}` } : {}),
  };
}

function sqlmeshChoices({ config, loads }: HistoryCase): Choices {
  const byTime = config.kind === 'SCD_TYPE_2_BY_TIME';
  const asSeen = loads.some((load) => (byTime ? load.updated_at_as_valid_from : load.execution_time_as_valid_from) === true);
  const initial = stamp(momentOf(config.initial_valid_from ?? '1970-01-01 00:00:00')) as NonNullable<Dimension['first_version']>;
  return {
    validFrom: config.valid_from ?? 'valid_from',
    validTo: config.valid_to ?? 'valid_to',
    key: 'surrogate_key',
    isDeleted: 'is_deleted',
    deletes: config.invalidate_hard_deletes === true ? 'close' : 'ignore',
    byTime,
    first: asSeen ? {} : { first_version: initial, ...(byTime ? {} : { first_version_for: 'first_delivery' }) },
    ...(!byTime && Array.isArray(config.check_columns) && config.check_columns.length > 0 ? { compared: config.check_columns } : {}),
    ...(config.open_valid_to ? { open: stamp(momentOf(config.open_valid_to)) } : {}),
  };
}

const choicesOf = (one: HistoryCase): Choices => (one.config.engine === 'dbt' ? dbtChoices(one) : sqlmeshChoices(one));

function columnsOf(one: HistoryCase): readonly Column[] {
  const names = [...new Set(one.loads.flatMap((load) => load.rows.flatMap((row) => Object.keys(row))))];
  return names.map((name) => ({ id: idOf(name), name, type: typeOfValues(one.loads.flatMap((load) => load.rows.map((row) => row[name] ?? null))) }));
}

/** The natural key: columns of the rows, or what an expression makes of them. */
const keysOf = (
  one: HistoryCase,
  columns: readonly Column[],
): readonly { readonly id: string; readonly name: string; readonly type: string; readonly expression?: string }[] =>
  one.config.unique_key.map((key, index) => {
    const column = columns.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    return column ?? { id: `unique_key_${index + 1}`, name: `unique_key_${index + 1}`, type: 'text', expression: key };
  });

/** A snapshot as a type 2 dimension over one fully delivered source that keeps every delivery. It reads no expectation. */
function historyProject(one: HistoryCase): Project {
  const base = emptyProject(one.id);
  const choices = choicesOf(one);
  const columns = columnsOf(one);
  const keys = keysOf(one, columns);
  const made = keys.filter((key) => key.expression !== undefined);
  const source: Source = {
    kind: 'source',
    id: SOURCE,
    name: 'delivered_rows',
    delivery: 'full',
    landing: 'append',
    technical: { load_date: 'landed_at' },
    columns: [...columns],
  };
  const staging: Staging = {
    kind: 'staging',
    id: STAGING,
    name: 'staged_rows',
    source: SOURCE,
    technical: { load_date: 'staged_at' },
    columns: [...columns.map((column) => ({ ...column, from: column.id })), ...made],
  };
  const isKey = (column: { readonly id: string }): boolean => keys.some(({ id }) => id === column.id);
  const isCompared = (column: Column): boolean => choices.compared?.some((name) => name.toLowerCase() === column.name.toLowerCase()) ?? true;
  const attributes = columns
    .filter((column) => !isKey(column))
    .map((column) => ({ ...column, use: 'attribute' as const, history: isCompared(column) ? (2 as const) : ('passive' as const) }));
  const updated = columns.find(({ name }) => name.toLowerCase() === one.config.updated_at?.toLowerCase());
  const dimension = {
    kind: 'dimension',
    id: DIMENSION,
    name: 'history_of_rows',
    surrogate: 'hash',
    technical: {
      surrogate_key: choices.key,
      valid_from: choices.validFrom,
      valid_to: choices.validTo,
      is_deleted: choices.isDeleted,
      load_date: 'changed_by_load',
      is_current: 'is_open_version',
    },
    columns: [...keys.map(({ id, name, type }) => ({ id, name, type, use: 'natural_key' as const })), ...attributes],
    change_detection: choices.byTime ? 'changed_at' : 'values',
    deletes: choices.deletes,
    open_end: choices.open ?? 'null',
    ...choices.first,
    feeds: [{ from: STAGING, map: Object.fromEntries([...columns, ...keys].map(({ id }) => [id, id])), ...(updated ? { changed_at: updated.id } : {}) }],
  } as Dimension;
  return {
    ...base,
    objects: { [SOURCE]: source, [STAGING]: staging, [DIMENSION]: dimension },
    settings: {
      ...base.settings,
      // dbt_scd_id: the key and the time of the change, joined by a bar.
      hash: { ...HASH_PRESETS.automate_dv.rules, delimiter: '|', null_placeholder: '', trim: false, key_case: 'keep', hex_case: 'lower' },
    },
  };
}

const condition = (column: string, value: Cell): string =>
  value === null ? `${column} is null` : value === 'not null' ? `${column} is not null` : `cast(${column} as varchar) = ${literal(String(value))}`;

const all = (conditions: readonly string[]): string => (conditions.length === 0 ? 'true' : conditions.join(' and '));

function expectationsOf(one: HistoryCase, view: TargetView, expected: HistoryCase['expectations'][number]): readonly Expectation[] {
  const choices = choicesOf(one);
  const where = (row: Row): string => all(Object.entries(row).map(([column, value]) => condition(view.columns.get(column) ?? quoted(column), value)));
  const end = quoted(choices.validTo);
  const open = choices.open === undefined ? `${end} is null` : `${end} = timestamp ${literal(choices.open)}`;
  const [key = ''] = one.config.unique_key;
  const given = expected.where ?? {};
  return [
    ...(expected.rows
      ? [{ kind: 'rows' as const, columns: expected.columns ?? [...new Set(expected.rows.flatMap((row) => Object.keys(row)))], rows: expected.rows }]
      : []),
    ...(expected.row_count === undefined ? [] : [{ kind: 'count' as const, where: where(given), count: expected.row_count }]),
    ...(expected.rows_by ?? []).map(({ n, ...by }) => ({ kind: 'count' as const, where: where({ ...given, ...by }), count: Number(n) })),
    ...(expected.distinct ? [{ kind: 'distinct' as const, where: where(given), columns: expected.distinct }] : []),
    ...(expected.current_ids ? [{ kind: 'members' as const, where: open, column: key, members: expected.current_ids }] : []),
    ...(expected.closed_ids ? [{ kind: 'members' as const, where: `not (${open})`, column: key, members: expected.closed_ids }] : []),
  ];
}

/** Load dates: the case's execution times, else a day each, after everything that the rows say of time. */
function loadDates(one: HistoryCase): readonly string[] {
  const texts = one.loads.flatMap((load) => load.rows.flatMap((row) => Object.values(row))).filter((value) => typeof value === 'string' && MOMENT.test(value));
  const last = Math.max(Date.UTC(2020, 0, 1), ...texts.map((text) => momentOf(String(text))));
  return one.loads.map((load, index) => (load.execution_time ? stamp(momentOf(load.execution_time)) : stamp((Math.floor(last / DAY) + 1 + index) * DAY)));
}

export function prepareHistoryCase(one: HistoryCase): PreparedCase {
  const project = historyProject(one);
  const choices = choicesOf(one);
  const columns = columnsOf(one);
  const target = one.object;
  const deleted = quoted(choices.isDeleted);
  const dbt: readonly (readonly [string, string])[] = [
    [choices.isDeleted, `case when ${deleted} then 'True' else 'False' end`],
    [one.config.snapshot_meta_column_names?.['dbt_updated_at'] ?? 'dbt_updated_at', quoted(one.config.updated_at ?? choices.validFrom)],
  ];
  const view: TargetView = {
    relation: DIMENSION,
    columns: new Map(one.config.engine === 'dbt' ? dbt : []),
    types: new Map(),
    // The members with fixed keys have no natural key.
    where: all(keysOf(one, columns).map(({ name }) => `${quoted(name)} is not null`)),
  };
  const dates = loadDates(one);
  const program = one.loads.flatMap((load, index): Step[] => [
    { number: index + 1, op: 'land', source: SOURCE, columns: columns.map(({ name }) => name), rows: load.rows, loadDate: dates[index] ?? '' },
    { number: index + 1, op: 'load', target },
    ...one.expectations
      .filter((expected) => expected.after_load === index)
      .flatMap((expected) => expectationsOf(one, view, expected).map((expectation) => ({ number: index + 1, op: 'expect' as const, target, expectation }))),
  ]);
  return { id: one.id, object: one.object, name: one.name, project, targets: new Map([[target, view]]), program, dates: new Map() };
}
