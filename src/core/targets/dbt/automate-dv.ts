import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Platform } from '../../model/types.ts';
import type { ColumnRole, Plan, Relation } from '../../plan/types.ts';
import type { Query } from '../../sql/ast.ts';
import { cte, keep, select, withCtes } from '../../sql/build.ts';
import { printName } from '../../sql/print.ts';
import { jinjaString } from './jinja.ts';

/** A call of one of AutomateDV's macros, without its source model. */
export interface MacroCall {
  readonly macro: 'hub' | 'link' | 't_link' | 'sat' | 'ma_sat';
  readonly args: Readonly<Record<string, string | readonly string[]>>;
  /** The rows that it loads: every delivered one, under the names of the table's columns. */
  readonly staged: Query;
}

/** Platforms that AutomateDV (0.11) has macros for. */
const SUPPORTED: ReadonlySet<Platform> = new Set(['snowflake', 'bigquery', 'postgres', 'databricks']);
export const isAutomateDv = ({ exports }: Plan): boolean => exports.dbt?.vault === 'automate_dv';

/** The step that gathers what was delivered, without columns that only put rows in order. */
function stagedRows({ query, columns }: Relation): Query | undefined {
  const staged = query?.t === 'with' ? query.ctes.find(({ name }) => name === 'staged') : undefined;
  if (!staged) return undefined;
  return withCtes(
    [staged],
    select(
      keep(
        columns.map(({ name }) => name),
        'staged',
      ),
      cte('staged'),
    ),
  );
}

/** The columns of each role that the macro has a word for; nothing where the table has others. */
function byRole({ columns }: Relation, roles: readonly ColumnRole[]): ((role: ColumnRole) => readonly string[]) | undefined {
  if (columns.some(({ role }) => !roles.includes(role))) return undefined;
  return (role) => columns.filter((column) => column.role === role).map(({ name }) => name);
}

function argumentsOf(relation: Relation): Omit<MacroCall, 'staged'> | undefined {
  const { kind, variant = 'standard', primaryKey = [] } = relation;
  const ends = (of: (role: ColumnRole) => readonly string[]) => ({ src_ldts: of('load_date')[0] ?? '', src_source: of('record_source')[0] ?? '' });
  if (kind === 'hub') {
    const of = byRole(relation, ['hash_key', 'business_key', 'load_date', 'record_source']);
    return of && { macro: 'hub', args: { src_pk: of('hash_key')[0] ?? '', src_nk: of('business_key'), ...ends(of) } };
  }
  if (kind === 'link') {
    const isEvent = variant === 'non_historised';
    const of = byRole(relation, ['hash_key', 'foreign_key', 'load_date', 'record_source', ...(isEvent ? ['attribute' as const] : [])]);
    if (!of) return undefined;
    const keys = { src_pk: of('hash_key')[0] ?? '', src_fk: of('foreign_key') };
    return isEvent ? { macro: 't_link', args: { ...keys, src_payload: of('attribute'), ...ends(of) } } : { macro: 'link', args: { ...keys, ...ends(of) } };
  }
  if (kind !== 'satellite' || !['standard', 'computed', 'multi_active'].includes(variant)) return undefined;
  const of = byRole(relation, ['hash_key', 'hash_diff', 'business_key', 'attribute', 'load_date', 'record_source']);
  if (!of) return undefined;
  const [loadDate = ''] = of('load_date');
  const [key = ''] = of('hash_key');
  const [diff = ''] = of('hash_diff');
  const several = primaryKey.filter((name) => name !== key && name !== loadDate && name !== diff);
  const args = { src_pk: key, src_hashdiff: diff, src_payload: of('attribute').filter((name) => !several.includes(name)), ...ends(of) };
  if (variant === 'multi_active') return several.length === 0 ? undefined : { macro: 'ma_sat', args: { ...args, src_cdk: several } };
  return several.length === 0 ? { macro: 'sat', args } : undefined;
}

/** How AutomateDV loads a table; nothing where it has no macro that means the same, or where the project does not want it. */
export function automateDv(plan: Plan, platform: Platform, relation: Relation): MacroCall | undefined {
  if (!isAutomateDv(plan) || !SUPPORTED.has(platform) || relation.id !== relation.origin || relation.load.kind !== 'append') return undefined;
  // The macros write names as they are given.
  if (relation.columns.some(({ name }) => printName(name, DIALECTS[platform]) !== name)) return undefined;
  const call = argumentsOf(relation);
  const staged = stagedRows(relation);
  return call && staged ? { ...call, staged } : undefined;
}

/** The call as it stands in a model. */
export function macroText({ macro, args }: MacroCall, sourceModel: string): string {
  const shown = (value: string | readonly string[]): string => (typeof value === 'string' ? jinjaString(value) : `[${value.map(jinjaString).join(', ')}]`);
  const all = [...Object.entries(args).map(([name, value]) => `    ${name}=${shown(value)}`), `    source_model=${jinjaString(sourceModel)}`];
  return `{{ automate_dv.${macro}(\n${all.join(',\n')}\n) }}`;
}

/** That AutomateDV has no macros for a platform. */
export const automateDvProblems = (plan: Plan, platform: Platform): readonly Diagnostic[] =>
  !isAutomateDv(plan) || SUPPORTED.has(platform)
    ? []
    : [
        {
          code: 'automate-dv-platform',
          severity: 'error',
          message: `AutomateDV has no macros for ${DIALECTS[platform].label}: let the project load its vault by its own SQL there (Settings, Exports), or choose another platform.`,
          at: {},
        },
      ];
