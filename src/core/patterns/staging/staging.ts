import type { Staging, StagingColumn } from '../../model/types.ts';
import type { PlanColumn, Relation } from '../../plan/types.ts';
import type { Expr, From, Select } from '../../sql/ast.ts';
import { asc, call, cast, coalesce, col, cte, desc, firstOf, keep, out, over, relation, select, text, withCtes } from '../../sql/build.ts';
import { parseExpression } from '../../sql/parse-expression.ts';
import { references } from '../../sql/walk.ts';
import { deliveryColumns, planColumn, relationHead, typeOf, type PatternContext } from '../context.ts';
import { diffOrder, hashDiff, hashKey, hashType } from '../hash.ts';
import { allFit, createCasts, failedCasts, textColumns, valueColumn, type TextCast } from './cast.ts';
import { changeFeed } from './change-feed.ts';
import { demandedHashes } from './demanded-hashes.ts';

function cleaned(expr: Expr, steps: StagingColumn['clean']): Expr {
  return (steps ?? []).reduce<Expr>((value, step) => {
    switch (step) {
      case 'trim':
        return call('trim', value);
      case 'upper':
      case 'lower':
        return { t: 'asciiCase', expr: value, to: step };
      case 'empty_as_null':
        return call('nullif', value, text(''));
    }
  }, expr);
}

/** NULL replaced by the column's default, if it has one. */
const filled = (expr: Expr, column: StagingColumn): Expr =>
  column.default === undefined ? expr : coalesce(expr, typeOf(column).kind === 'text' ? text(column.default) : cast(text(column.default), typeOf(column)));

/** One relation per staging object: renamed, cleaned, cast, derived, and with the hashes that its consumers need. */
export function stagingRelations(staging: Staging, context: PatternContext): readonly Relation[] {
  const relation = stagingRelation(staging, context);
  return relation ? [relation] : [];
}

function stagingRelation(staging: Staging, context: PatternContext): Relation | undefined {
  const { project } = context;
  const source = project.objects[staging.source];
  const landed = context.relation(staging.source);
  if (source?.kind !== 'source' || !landed) {
    context.report({ code: 'dangling-reference', severity: 'error', message: `${staging.name} has no source: choose one.`, at: { object: staging.id } });
    return undefined;
  }
  const values: Select['columns'][number][] = [];
  let broken = false;
  const known = new Set(landed.columns.map((column) => column.name));

  const parsed = (sql: string, what: string, columnId?: string): Expr | undefined => {
    const result = parseExpression(sql);
    const at = columnId === undefined ? { object: staging.id } : { object: staging.id, column: columnId };
    if ('error' in result) {
      context.report({ code: 'expression-syntax', severity: 'error', message: `${what}, character ${result.error.position + 1}: ${result.error.message}`, at });
      return undefined;
    }
    const unknown = [...references(select([out(result.expr, 'x')], undefined)).columns].filter((name) => !known.has(name));
    if (unknown.length > 0) {
      context.report({ code: 'unknown-column', severity: 'error', message: `${what} reads ${unknown.join(', ')}, which ${source.name} does not have.`, at });
      return undefined;
    }
    return result.expr;
  };

  const casts = createCasts(staging, source, context);
  const plain = staging.columns.filter((column) => column.hash === undefined && column.rank === undefined);
  const made = staging.columns.filter((column) => column.hash !== undefined || column.rank !== undefined);
  for (const column of plain) {
    let expr: Expr | undefined;
    if (column.expression !== undefined) {
      expr = parsed(column.expression, `The expression of ${staging.name}.${column.name}`, column.id);
      if (expr) {
        const value = cleaned(casts.withSafeCasts(expr, column), column.clean);
        expr = casts.guarded(column, value, undefined) ?? filled(cast(value, typeOf(column)), column);
      }
    } else {
      const from = source.columns.find((candidate) => candidate.id === column.from);
      if (!from) {
        context.report({
          code: 'mapping-to-missing-column',
          severity: 'error',
          at: { object: staging.id, column: column.id },
          message:
            column.from === undefined
              ? `${staging.name}.${column.name} has neither a source column nor an expression: give it one.`
              : `${staging.name}.${column.name} reads column ${column.from} of ${source.name}, which is gone: choose another.`,
        });
      } else {
        const value = cleaned(col(from.name), column.clean);
        expr = casts.guarded(column, value, typeOf(from)) ?? filled(from.type === column.type ? value : cast(value, typeOf(column), typeOf(from)), column);
      }
    }
    if (!expr) {
      broken = true;
      continue;
    }
    values.push(out(expr, column.name));
  }

  const where = staging.filter === undefined ? undefined : parsed(staging.filter, `The filter of ${staging.name}`);
  if (broken || (staging.filter !== undefined && !where)) return undefined;

  const feed = changeFeed(staging, source, context);
  if (!feed) return undefined;
  const delivery = deliveryColumns(staging, project, true);
  const landedNames = deliveryColumns(source, project, true).map((column) => column.name);
  const named = { load_date: staging.load_date, record_source: staging.record_source };
  const loaded = { load_date: source.loader?.load_date, record_source: source.loader?.record_source };
  const deliveryValues = delivery.map((column, index) => {
    const role = column.role === 'load_date' || column.role === 'record_source' ? column.role : undefined;
    const own = role === undefined ? undefined : values.find(({ as }) => as === staging.columns.find(({ id }) => id === named[role])?.name);
    const given = role === undefined ? undefined : source.columns.find(({ id }) => id === loaded[role]);
    const from = given?.name ?? landedNames[index] ?? '';
    if (own) return out(cast(own.expr, column.type), column.name);
    if (column.role === 'sequence' && feed.sequence) return out(feed.sequence, column.name);
    return out(given && given.type !== column.type.kind ? cast(col(from), column.type) : col(from), column.name);
  });
  const rules = project.settings.hash;
  const byId = new Map(staging.columns.map((column) => [column.id, column]));
  const inputsOf = (ids: readonly string[]) => ids.flatMap((id) => byId.get(id) ?? []);
  const extras: Select['columns'][number][] = [];
  const madeColumns: PlanColumn[] = [];
  for (const column of made) {
    const ids = column.hash?.of ?? [...(column.rank?.partition_by ?? []), ...(column.rank?.order_by ?? []).map((item) => item.column)];
    const missing = ids.filter((id) => plain.every((candidate) => candidate.id !== id));
    if (missing.length > 0) {
      context.report({
        code: 'mapping-to-missing-column',
        severity: 'error',
        at: { object: staging.id, column: column.id },
        message: `${staging.name}.${column.name} is made from ${missing.join(', ')}, which ${staging.name} does not have: choose other columns.`,
      });
      return undefined;
    }
    const inputs = inputsOf(ids);
    if (column.hash) {
      const isKey = column.hash.as === 'key';
      const ordered = isKey ? inputs : diffOrder(inputs, rules);
      const parts = ordered.map((input) => ({ expr: col(input.name), type: typeOf(input) }));
      extras.push(out(isKey ? hashKey(parts, rules) : hashDiff(parts, rules), column.name));
      madeColumns.push({ ...planColumn(column, isKey ? 'hash_key' : 'hash_diff', isKey), type: hashType(rules) });
    } else if (column.rank) {
      const order = column.rank.order_by.map((item) => ({ name: byId.get(item.column)?.name ?? '', descending: item.descending === true }));
      const partition = inputsOf(column.rank.partition_by).map((input) => col(input.name));
      const place = over(
        'rank',
        [],
        partition,
        order.map((item) => (item.descending ? desc(col(item.name)) : asc(col(item.name)))),
      );
      extras.push(out(cast(place, typeOf(column)), column.name));
      madeColumns.push(planColumn(column, 'attribute'));
    }
  }
  const demanded = demandedHashes(project, staging.id, staging.columns);
  const hashes = demanded.map(({ column, expr }) => out(expr, column.name));
  const hashColumns = demanded.map(({ column }) => column);

  const [loadDate = ''] = landedNames;
  const key = source.key ?? [];
  if (staging.deduplicate && key.length === 0) {
    context.report({
      code: 'deduplicate-without-key',
      severity: 'error',
      at: { object: staging.id },
      message: `${staging.name} keeps the last row of each key, but ${source.name} has no key: mark its key columns.`,
    });
    return undefined;
  }
  const keyNames = key.flatMap((id) => source.columns.find((column) => column.id === id)?.name ?? []);
  const latest = firstOf([...keyNames.map((name) => col(name)), col(loadDate)], feed.lastFirst);
  const landedRows = relation(source.id, 'landed');
  const rest = { ...(where ? { where } : {}), ...(staging.deduplicate ? { qualify: latest } : {}) };
  const columns = [...plain.map((column) => planColumn(column, 'attribute')), ...madeColumns, ...delivery, ...feed.columns, ...hashColumns];
  const after = [...extras, ...hashes];
  const names = columns.map((column) => column.name);
  const read = [...values, ...deliveryValues, ...feed.deletions];
  const list = casts.list();
  // A row that is not dated cannot be loaded, whatever bad values do.
  const dating = new Set([staging.load_date, staging.record_source].flatMap((id) => byId.get(id ?? '')?.name ?? []));
  const decisive = casts.bad === 'reject' ? list : list.filter(({ name }) => dating.has(name));
  const kept = names.map((name) => after.find(({ as }) => as === name) ?? out(col(name), name));
  const fitting = select(kept, cte('typed'), decisive.length === 0 ? {} : { where: allFit(decisive) });
  const typed = { name: 'typed', query: select(read, landedRows, rest), comment: 'renamed, cleaned and cast' };
  const plainQuery = after.length === 0 ? typed.query : withCtes([typed], fitting);

  return {
    ...relationHead(staging, project),
    columns,
    query: list.length === 0 ? plainQuery : withCtes(castSteps(list, decisive, read, landedRows, rest), fitting),
    load: staging.materialization === 'table' ? { kind: 'rebuild' } : { kind: 'view' },
    dependsOn: [source.id],
    ...(list.length === 0
      ? {}
      : {
          checks: [
            failedCasts(
              casts.bad,
              list,
              landedRows,
              delivery.map((column, index) => ({ landed: landedNames[index] ?? '', as: column.name })),
              rest,
              staging.load_date === undefined ? undefined : deliveryValues[0]?.expr,
            ),
          ],
        }),
  };
}

/** The steps before the last: the texts to be cast beside everything else, then their values. */
function castSteps(
  list: readonly TextCast[],
  decisive: readonly TextCast[],
  read: Select['columns'],
  landed: From,
  rest: Pick<Select, 'where' | 'qualify'>,
): Parameters<typeof withCtes>[0] {
  const casting = new Map(list.map((one) => [one.name, one]));
  const others = read.filter(({ as }) => !casting.has(as));
  const values = read.map(({ as }) => {
    const one = casting.get(as);
    return one ? valueColumn(one) : out(col(as), as);
  });
  const inner = decisive.filter(({ name }) => read.every(({ as }) => as !== name));
  return [
    { name: 'cleaned', query: select([...others, ...textColumns(list)], landed, rest), comment: 'renamed and cleaned, what is to be cast as text' },
    {
      name: 'typed',
      query: select([...values, ...inner.map(valueColumn), ...keep(decisive.map(({ textName }) => textName))], cte('cleaned')),
      comment: 'cast; what does not fit is NULL',
    },
  ];
}
