import { DIALECTS } from '../../dialects/registry.ts';
import type { ColumnTest } from '../../model/types.ts';
import { realRows } from '../../plan/checks.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import { printName } from '../../sql/print.ts';
import type { Yaml } from '../yaml-text.ts';
import { inJinja } from './jinja.ts';
import type { PropertyContext } from './properties.ts';

type Entry = Readonly<Record<string, Yaml>>;

/** A generic test with its arguments. */
interface Call {
  readonly name: string;
  readonly args: Entry;
}

/** Whose generic tests stand for what: the project's own, or a package's. Those of dbt itself are the same everywhere. */
interface Flavour {
  readonly together: (columns: readonly string[]) => Call;
  readonly range: (limits: Entry) => Call;
  /** A test of one column, named in the arguments where the test is one of the model. */
  readonly recent: (column: string, count: number, period: string) => Call & { readonly ofColumn: boolean };
}

const FLAVOURS: Readonly<Record<'own' | 'dbt_utils' | 'dbt_expectations', Flavour>> = {
  own: {
    together: (columns) => ({ name: 'unique_together', args: { columns } }),
    range: (limits) => ({ name: 'accepted_range', args: limits }),
    recent: (column, count, period) => ({ name: 'recent', args: { column, count, period }, ofColumn: false }),
  },
  dbt_utils: {
    together: (columns) => ({ name: 'dbt_utils.unique_combination_of_columns', args: { combination_of_columns: columns } }),
    range: (limits) => ({ name: 'dbt_utils.accepted_range', args: limits }),
    recent: (column, count, period) => ({ name: 'dbt_utils.recency', args: { field: column, datepart: period, interval: count }, ofColumn: false }),
  },
  dbt_expectations: {
    together: (columns) => ({ name: 'dbt_expectations.expect_compound_columns_to_be_unique', args: { column_list: columns } }),
    range: (limits) => ({ name: 'dbt_expectations.expect_column_values_to_be_between', args: limits }),
    recent: (_, count, period) => ({
      name: 'dbt_expectations.expect_row_values_to_have_recent_data',
      args: { datepart: period, interval: count },
      ofColumn: true,
    }),
  },
};
const flavourOf = ({ plan }: PropertyContext): Flavour => FLAVOURS[plan.exports.dbt?.tests ?? 'own'];

interface TestConfig {
  readonly where?: string | undefined;
  readonly severity?: 'error' | 'warn' | undefined;
}

/** A test as dbt reads it: by its name alone where nothing else is to be said. */
function test({ name, args }: Call, { where, severity }: TestConfig = {}): Yaml {
  const config: Entry = { ...(where === undefined ? {} : { where }), ...(severity === 'warn' ? { severity } : {}) };
  const parts: Entry = { ...(Object.keys(args).length > 0 ? { arguments: args } : {}), ...(Object.keys(config).length > 0 ? { config } : {}) };
  return Object.keys(parts).length === 0 ? name : { [name]: parts };
}
const plain = (name: string): Call => ({ name, args: {} });

const isText = ({ type }: PlanColumn): boolean => !['integer', 'bigint', 'decimal', 'float'].includes(type.kind);

function columnTest(column: PlanColumn, one: ColumnTest, where: string | undefined, flavour: Flavour): readonly Yaml[] {
  const config = { where, severity: one.severity };
  switch (one.test) {
    case 'not_null':
    case 'unique':
      return [test(plain(one.test), config)];
    case 'accepted_values':
      return column.type.kind === 'json' ? [] : [test({ name: 'accepted_values', args: { values: one.values.map(inJinja), quote: isText(column) } }, config)];
    case 'accepted_range': {
      const limits = { ...(one.min === undefined ? {} : { min_value: one.min }), ...(one.max === undefined ? {} : { max_value: one.max }) };
      return isText(column) || Object.keys(limits).length === 0 ? [] : [test(flavour.range(limits), config)];
    }
  }
}

/** Tests of how old the newest row may be, each with what it says when broken. */
function recency({ freshness }: Relation, flavour: Flavour, platform: PropertyContext['platform']): readonly (TestConfig & ReturnType<Flavour['recent']>)[] {
  if (!freshness) return [];
  const column = inJinja(printName(freshness.column, DIALECTS[platform]));
  const limits = [
    { limit: freshness.warn_after, severity: 'warn' },
    { limit: freshness.error_after, severity: 'error' },
  ] as const;
  return limits.flatMap(({ limit, severity }) => (limit ? [{ ...flavour.recent(column, limit.count, limit.period), severity }] : []));
}

/** Tests of one column: those the document asks for, its key, and what it refers to. */
export function columnTests(relation: Relation, column: PlanColumn, context: PropertyContext): readonly Yaml[] {
  const { plan, platform, names, printer } = context;
  const flavour = flavourOf(context);
  const isKey = relation.primaryKey?.join('\u0000') === column.name;
  const inKey = relation.primaryKey !== undefined && relation.primaryKey.length > 1 && relation.primaryKey.includes(column.name);
  const real = realRows(relation, plan.hash);
  const where = real === undefined ? undefined : printer.expr(real);
  const asked = column.tests.filter((one) => !(isKey && (one.test === 'unique' || one.test === 'not_null')));
  const references = relation.foreignKeys.flatMap((key): readonly Yaml[] => {
    const target = names.get(key.relation);
    if (key.columns.join('\u0000') !== column.name || !target) return [];
    return [
      test({ name: 'relationships', args: { to: `ref('${target.model}')`, field: inJinja(printName(key.references[0] ?? column.name, DIALECTS[platform])) } }),
    ];
  });
  const isAsked = asked.some((one) => one.test === 'not_null');
  return [
    ...(isKey ? ['unique', 'not_null'] : []),
    // The project's own test of a key of several columns looks for NULL too; a package's does not.
    ...(inKey && !isAsked && flavour !== FLAVOURS.own ? ['not_null'] : []),
    ...asked.flatMap((one) => columnTest(column, one, where, flavour)),
    ...references,
    ...(relation.freshness?.column === column.name ? recency(relation, flavour, platform).flatMap((one) => (one.ofColumn ? [test(one, one)] : [])) : []),
  ];
}

/** Tests over several columns. */
export function modelTests(relation: Relation, context: PropertyContext): readonly Yaml[] {
  const { names, platform } = context;
  const flavour = flavourOf(context);
  const printed = (columns: readonly string[]): readonly string[] => columns.map((name) => inJinja(printName(name, DIALECTS[platform])));
  const keys = [...(relation.primaryKey && relation.primaryKey.length > 1 ? [relation.primaryKey] : []), ...relation.uniqueKeys];
  const together = keys.map((key) => {
    const call = flavour.together(printed(key));
    return test(flavour === FLAVOURS.own ? { ...call, args: { ...call.args, required: key === relation.primaryKey } } : call);
  });
  const references = relation.foreignKeys.flatMap((key): readonly Yaml[] => {
    const target = names.get(key.relation);
    if (!target || key.columns.length === 1) return [];
    return [test({ name: 'refers_to', args: { columns: printed(key.columns), to: `ref('${target.model}')`, to_columns: printed(key.references) } })];
  });
  return [...together, ...references, ...recency(relation, flavour, platform).flatMap((one) => (one.ofColumn ? [] : [test(one, one)]))];
}
