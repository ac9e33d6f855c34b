import type { FileReject } from '../../core/engine-port.ts';
import { DIALECTS } from '../../core/dialects/registry.ts';
import type { LogicalType } from '../../core/model/logical-type.ts';
import type { Connection } from '../connection.ts';
import { quoteName, tableText } from '../names.ts';
import { rowsOf } from '../result-page.ts';
import { MEASURES, typeFrom, typeMeasures } from './sniff-type.ts';

export interface LoadColumn { readonly name: string; readonly type: LogicalType }

export const typeText = (type: LogicalType): string => (DIALECTS.duckdb.types[type.kind] as (type: LogicalType) => string)(type);

/** The types of a table of text columns, by all its values. */
export async function sniffTypes(connection: Connection, from: string, names: readonly string[]): Promise<readonly LoadColumn[]> {
  const [row = []] = rowsOf(await connection.run(`select ${names.flatMap(typeMeasures).map((measure, index) => `(${measure})::varchar as m${index}`).join(', ')} from ${from}`));
  return names.map((name, index) => ({ name, type: typeFrom(row.slice(index * MEASURES, (index + 1) * MEASURES).map(Number)) }));
}

const REJECTS_SHOWN = 1000;

/** How the text tells its line: the number of the first data line, and columns that may hold line breaks. */
export interface TypedLoad {
  readonly from: string;
  readonly into: { readonly schema: string; readonly table: string };
  readonly names: readonly string[];
  readonly columns: readonly LoadColumn[] | undefined;
}

export interface TypedResult {
  readonly columns: readonly LoadColumn[];
  readonly rows: number;
  readonly rejects: readonly FileReject[];
  readonly notes: readonly string[];
}

/** Turns a text table with `line` into the wanted columns and `row_sequence`; rows that do not convert are told and left out. */
export async function loadTyped(connection: Connection, { from, into, names, columns, }: TypedLoad): Promise<TypedResult> {
  const wanted = columns ?? (await sniffTypes(connection, from, names));
  const left = new Map(names.map((name) => [name.toLowerCase(), name]));
  const notes: string[] = [];
  const sources = wanted.map(({ name }) => {
    const found = names.includes(name) ? name : left.get(name.toLowerCase());
    if (found === undefined) notes.push(`column ${name} is missing in this file and is empty`);
    else left.delete(found.toLowerCase());
    return found;
  });
  if (columns) for (const extra of left.values()) notes.push(`column ${extra} is new in this file and is not loaded`);
  const casts = wanted.map(({ type }, index) => {
    const source = sources[index];
    return source === undefined ? `cast(null as ${typeText(type)})` : `try_cast(${quoteName(source)} as ${typeText(type)})`;
  });
  const bad = wanted.flatMap((_, index) => (sources[index] === undefined ? [] : [`(${quoteName(sources[index])} is not null and ${casts[index]} is null)`]));
  const anyBad = bad.length > 0 ? bad.join(' or ') : 'false';
  const rejects: FileReject[] = [];
  for (const [index, { name, type }] of wanted.entries()) {
    const source = sources[index];
    if (source === undefined || type.kind === 'text') continue;
    const found = rowsOf(await connection.run(`select __line::varchar, ${quoteName(source)} from ${from} where ${quoteName(source)} is not null and ${casts[index]} is null order by __line limit ${REJECTS_SHOWN}`));
    for (const [line, text] of found) rejects.push({ line: Number(line), column: name, reason: `not a ${type.kind}`, text: text ?? '' });
  }
  const target = tableText(into.schema, into.table);
  await connection.run(`create or replace table ${target} as select ${wanted.map(({ name }, index) => `${casts[index]} as ${quoteName(name)}`).concat('row_number() over (order by __line) as row_sequence').join(', ')} from ${from} where not (${anyBad}) order by __line`);
  const [count] = rowsOf(await connection.run(`select count(*)::varchar from ${target}`));
  return { columns: wanted, rows: Number(count?.[0] ?? 0), rejects: rejects.toSorted((a, b) => a.line - b.line), notes };
}
