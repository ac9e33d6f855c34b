import type { ObjectKind } from '../model/types.ts';
import { fullName } from './full-name.ts';
import type { ReadColumn, ReadTable, TableName } from './types.ts';

/** What a table seems to be, and why. Nothing is done with it unless somebody says so. */
export interface KindProposal {
  readonly object: string;
  readonly table: TableName;
  readonly kind: ObjectKind;
  readonly reason: string;
}

/** Naming standards in use, the first that fits counts. */
const NAMES: readonly (readonly [kind: ObjectKind, pattern: RegExp, words: string])[] = [
  ['hub', /^(?:hub|h)_|^(?:rv|dv|raw)_?hub_|_hub$/, 'hub_'],
  ['satellite', /^(?:m?sat|lsat|hsat|s|esat|csat|xts|sts|rts)_|^(?:rv|dv|raw)_?l?sat_|_l?sat$/, 'sat_'],
  ['link', /^(?:lnk|link|l|nhl|hal|sal|tlink|t_link)_|^(?:rv|dv|raw)_?(?:lnk|link)_|_(?:lnk|link)$/, 'link_'],
  ['pit', /^pit_|_pit$/, 'pit_'],
  ['reference', /^(?:ref|lkp|lookup)_|_ref$/, 'ref_'],
  ['date_dimension', /^(?:dim|d)_?(?:date|calendar|day)s?$|^date_?dim$/, 'a date dimension'],
  ['time_dimension', /^(?:dim|d)_?time(?:_of_day)?$|^time_?dim$/, 'a time dimension'],
  ['fact', /^(?:fct|fact|f|ft)_|^fact(?=[A-Z])|_(?:fct|fact)$/, 'fct_'],
  ['dimension', /^(?:dim|d)_|_dim$/, 'dim_'],
  ['bridge', /^(?:br|bridge|brg)_|_bridge$/, 'bridge_'],
  ['staging', /^(?:stg|stage|staging|base)_/, 'stg_'],
  ['intermediate', /^int_/, 'int_'],
];
/** One letter alone says too little: the structure has to say the same. */
const SHORT = /^[a-z]_/;

/** `FactSales` and `DimDate` as words: `fact_sales`, `dim_date`. */
const plainName = (name: string): string => name.replaceAll(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase();

const matching = (columns: readonly ReadColumn[], pattern: RegExp): readonly ReadColumn[] => columns.filter(({ name }) => pattern.test(plainName(name)));
const HASH_KEY = /(^|_)(hk|hkey|hash_?key|hash|sqn|pk_hash)$|^(hk|hash|hkey)_|^(?:hub|link|lnk)_\w+_(?:key|id)$/;
const HASH_DIFF = /hash_?diff|(^|_)hdiff$|^hd_|diff_?hash/;
const LOAD_DATE = /^(load_?(date|dts|ts|timestamp|datetime|dt)|ldts|load_end_date|dv_load\w*|etl_load\w*|_?loaded_at)$/;
const RECORD_SOURCE = /^(record_?source|rec_?src|rsrc|source_system|dv_record_?source|src_system)$/;
const VALID = /^(valid_from|valid_to|effective_(from|to|date)|start_date|end_date|row_(start|end)\w*|is_current|current_flag|dbt_valid_(from|to))$/;
const MEASURE =
  /(amount|amt|qty|quantity|price|cost|revenue|total|count|cnt|sum|balance|discount|tax|sales|profit|margin|duration|units|value|rate|score|weight)/;
const SURROGATE = /_(sk|skey|key|dwid|wid)$|^(sk|dwkey)_/;
const isNumber = ({ logical }: ReadColumn): boolean => /^(integer|bigint|decimal|float)/.test(logical);

/** Hubs, links and satellites have a hash key, a load date and a record source, and differ in what stands beside them. */
function vaultKind({ columns, primaryKey }: ReadTable): readonly [ObjectKind, string] | undefined {
  const hashes = matching(columns, HASH_KEY).filter(({ name }) => !HASH_DIFF.test(plainName(name)));
  const [dates, sources, diffs] = [matching(columns, LOAD_DATE), matching(columns, RECORD_SOURCE), matching(columns, HASH_DIFF)];
  if (hashes.length === 0 || dates.length === 0 || sources.length === 0) return undefined;
  const standing = `${hashes[0]?.name ?? ''}, ${dates[0]?.name ?? ''} and ${sources[0]?.name ?? ''}`;
  const inKey = primaryKey?.columns.some((name) => LOAD_DATE.test(plainName(name))) === true;
  const rest = columns.length - hashes.length - dates.length - sources.length - diffs.length;
  if (diffs.length > 0 || inKey)
    return ['satellite', `it has ${standing}${diffs.length > 0 ? `, and the difference ${diffs[0]?.name ?? ''}` : ', and the load date is in its key'}`];
  if (hashes.length >= 3 || (hashes.length === 2 && rest === 0)) return ['link', `it has ${standing}, and ${hashes.length} hash keys`];
  if (hashes.length === 1 && rest >= 1 && rest <= 4) return ['hub', `it has ${standing}, and ${rest} ${rest === 1 ? 'column' : 'columns'} for a business key`];
  return undefined;
}

/** Facts have keys to other tables and figures; dimensions a surrogate key beside attributes, or the dates of a version. */
function starKind(table: ReadTable, referredTo: number): readonly [ObjectKind, string] | undefined {
  const { columns, foreignKeys, primaryKey } = table;
  const keys = new Set(foreignKeys.flatMap((key) => key.columns.map((column) => column.toLowerCase())));
  const own = new Set(primaryKey?.columns.map((column) => column.toLowerCase()));
  const surrogates = matching(columns, SURROGATE).filter(({ name }) => !own.has(name.toLowerCase()));
  const measures = columns.filter(
    (column) =>
      isNumber(column) && MEASURE.test(plainName(column.name)) && !keys.has(column.name.toLowerCase()) && !/_(id|key|sk)$/.test(plainName(column.name)),
  );
  const valid = matching(columns, VALID);
  const names = (list: readonly ReadColumn[]): string =>
    list
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ');
  if (foreignKeys.length >= 2 && measures.length >= 1 && referredTo === 0 && measures.length + keys.size >= columns.length / 2)
    return ['fact', `it has ${foreignKeys.length} foreign keys and the figures ${names(measures)}, and nothing refers to it`];
  if (surrogates.length >= 3 && measures.length >= 1 && foreignKeys.length === 0 && referredTo === 0)
    return ['fact', `it has the keys ${names(surrogates)} and the figures ${names(measures)}`];
  const key = primaryKey?.columns[0];
  if (primaryKey?.columns.length === 1 && key !== undefined && SURROGATE.test(plainName(key)) && foreignKeys.length <= 1 && columns.length >= 3) {
    if (valid.length >= 2) return ['dimension', `it has the surrogate key ${key} and the dates of a version, ${names(valid)}`];
    if (referredTo > 0) return ['dimension', `it has the surrogate key ${key}, and ${referredTo} ${referredTo === 1 ? 'table refers' : 'tables refer'} to it`];
  }
  return undefined;
}

/** What the tables seem to be, by the naming standards in use and by their columns and keys; tables that tell nothing are left out. */
export function recogniseKinds(tables: readonly ReadTable[]): readonly KindProposal[] {
  const referred = new Map<string, number>();
  for (const table of tables)
    for (const { table: to } of table.foreignKeys) referred.set(fullName(to).toLowerCase(), (referred.get(fullName(to).toLowerCase()) ?? 0) + 1);
  return tables.flatMap((table): readonly KindProposal[] => {
    const name = plainName(table.name.name);
    const byName = NAMES.find(([, pattern]) => pattern.test(name));
    const byColumns = vaultKind(table) ?? starKind(table, referred.get(fullName(table.name).toLowerCase()) ?? 0);
    const base = { object: fullName(table.name), table: table.name };
    const named = byName && (!SHORT.test(name) || byColumns?.[0] === byName[0]) ? byName : undefined;
    if (named) {
      const agrees = byColumns?.[0] === named[0] ? `; ${byColumns[1]}` : '';
      return [{ ...base, kind: named[0], reason: `its name follows the standard ${named[2]}${agrees}` }];
    }
    return byColumns ? [{ ...base, kind: byColumns[0], reason: byColumns[1] }] : [];
  });
}
