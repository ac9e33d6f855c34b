import type { Column, Source, Staging, StagingColumn } from '../src/core/model/types.ts';
import type { CaseStage, VaultCase } from './case-schema.ts';
import { idOf, listOf, literal, logicalType, quoted } from './names.ts';

export const sourceId = (table: string): string => `src_${idOf(table)}`;
export const stageId = (stage: string): string => `stg_${idOf(stage)}`;

/** Columns a raw table is delivered with, in order: as its rows name them, typed as the case says. */
export function rawColumns(one: VaultCase, table: string): readonly Column[] {
  const types = one.config.column_types[table] ?? {};
  const delivered = one.steps.flatMap((step) =>
    (step.op === 'raw' || step.op === 'as_of') && step.table === table ? (step.columns ?? Object.keys(step.rows[0] ?? {})) : [],
  );
  const names = delivered.length > 0 ? [...new Set(delivered)] : Object.keys(types);
  return names.map((name) => ({ id: idOf(name), name, type: logicalType(types[name]) }));
}

/** A landing table that holds the last delivery, as the suite's raw tables do. Its own technical columns keep out of the way of the delivered ones. */
export const rawSource = (one: VaultCase, table: string): Source => ({
  kind: 'source',
  id: sourceId(table),
  name: table,
  delivery: 'full',
  landing: 'replace',
  technical: { load_date: 'landed_at', record_source: 'landed_from' },
  columns: [...rawColumns(one, table)],
});

interface Plain {
  readonly type: string;
  readonly from?: string;
  readonly expression?: string;
}

/** Values joined by the library's delimiter, NULL left out, as CONCAT_WS does. */
function joined(parts: readonly string[], delimiter: string): string {
  const texts = parts.map((part) =>
    part.startsWith('!')
      ? literal(delimiter + part.slice(1))
      : `case when ${quoted(part)} is null then '' else concat(${literal(delimiter)}, cast(${quoted(part)} as text)) end`,
  );
  return `substring(${texts.join(' || ')}, ${delimiter.length + 1})`;
}

function derivedColumn(
  value: string | readonly string[],
  typeOf: (name: string) => string | undefined,
  declared: string | undefined,
  delimiter: string,
): Plain {
  if (typeof value !== 'string') return { type: 'text', expression: joined(value, delimiter) };
  if (value.startsWith('!')) return { type: 'text', expression: literal(value.slice(1)) };
  const type = typeOf(value);
  return type === undefined ? { type: declared ?? 'text', expression: value } : { type, from: idOf(value) };
}

const hashInputs = (
  hashed: NonNullable<NonNullable<CaseStage['hashed_columns']>[string]>,
  all: readonly string[],
): { readonly as: 'key' | 'diff'; readonly of: readonly string[] } => {
  if (typeof hashed === 'string') return { as: 'key', of: [hashed] };
  if (Array.isArray(hashed)) return { as: 'key', of: hashed };
  const columns = listOf(hashed.columns);
  const excluded = new Set(columns.map((column) => column.toLowerCase()));
  return {
    as: hashed.is_hashdiff === true ? 'diff' : 'key',
    of: hashed.exclude_columns === true ? all.filter((name) => !excluded.has(name.toLowerCase())) : columns,
  };
};

/**
 * The staging object of a case's stage: source columns that no derived one hides, derived ones, keys with what stands in
 * for NULL beside their originals, ranks and hashes. `load_date` and `record_source` say which of its columns date the rows.
 */
export function stageObject(
  one: VaultCase,
  name: string,
  stage: CaseStage,
  dated: { readonly ldts?: string | undefined; readonly source?: string | undefined },
): Staging {
  const { config } = one;
  const raw = rawColumns(one, stage.from);
  const byName = new Map(raw.map((column) => [column.name.toLowerCase(), column]));
  const declared = config.column_types[name] ?? {};
  const plain = new Map<string, Plain>(raw.map((column) => [column.name, { type: column.type, from: column.id }]));
  for (const [column, value] of Object.entries(stage.derived_columns ?? {})) {
    const given = typeof value === 'object' && 'source_column' in value ? value.source_column : value;
    for (const hidden of plain.keys()) if (hidden.toLowerCase() === column.toLowerCase()) plain.delete(hidden);
    plain.set(
      column,
      derivedColumn(
        given,
        (wanted) => byName.get(wanted.toLowerCase())?.type,
        declared[column] === undefined ? undefined : logicalType(declared[column]),
        config.concat_string ?? '||',
      ),
    );
  }
  const columns: StagingColumn[] = [];
  const standIn = new Map<string, string>();
  for (const [need, names] of Object.entries(stage.null_columns ?? {}))
    for (const column of listOf(names))
      standIn.set(column.toLowerCase(), need.toLowerCase() === 'required' ? (config.null_key_required ?? '-1') : (config.null_key_optional ?? '-2'));
  for (const [column, value] of plain) {
    const instead = standIn.get(column.toLowerCase());
    if (instead !== undefined) columns.push({ ...value, id: idOf(`${column}_original`), name: `${column}_ORIGINAL` });
    columns.push({ ...value, id: idOf(column), name: column, ...(instead === undefined ? {} : { default: instead }) });
  }
  for (const [column, rank] of Object.entries(stage.ranked_columns ?? {})) {
    if (rank.dense_rank === true) throw new Error(`${name}.${column} asks for a dense rank, which a staging column does not offer`);
    const order = listOf(rank.order_by).flatMap((item) =>
      typeof item === 'string'
        ? [{ column: idOf(item) }]
        : Object.entries(item).map(([by, way]) => ({ column: idOf(by), descending: way.toLowerCase() === 'desc' })),
    );
    columns.push({ id: idOf(column), name: column, type: 'bigint', rank: { partition_by: listOf(rank.partition_by).map(idOf), order_by: order } });
  }
  const all = raw.map((column) => column.name);
  for (const [column, hashed] of Object.entries(stage.hashed_columns ?? {})) {
    const { as, of } = hashInputs(hashed, all);
    columns.push({ id: idOf(column), name: column, type: 'text', hash: { as, of: of.map(idOf) } });
  }
  const has = (column: string | undefined): column is string => column !== undefined && columns.some(({ id }) => id === idOf(column));
  return {
    kind: 'staging',
    id: stageId(name),
    name,
    source: sourceId(stage.from),
    columns,
    technical: { load_date: 'staged_at', record_source: 'staged_from' },
    ...(has(dated.ldts) ? { load_date: idOf(dated.ldts) } : {}),
    ...(has(dated.source) ? { record_source: idOf(dated.source) } : {}),
  };
}
