import type { LogicalType } from '../../model/logical-type.ts';
import type { Source, Staging, StagingColumn } from '../../model/types.ts';
import type { Check } from '../../plan/types.ts';
import type { Expr, From, Select } from '../../sql/ast.ts';
import { and, call, cast, coalesce, col, concat, cte, isNull, keep, notNull, or, out, over, safeCast, select, TEXT, text, withCtes } from '../../sql/build.ts';
import { mapChildren } from '../../sql/walk.ts';
import { deliveryColumns, typeOf, type PatternContext } from '../context.ts';

/** A text that is cast to a type it may not fit. */
export interface TextCast {
  /** The staging column it is of, or goes into. */
  readonly column: string;
  /** What the value is called in the step `typed`, and the text in `cleaned` and `typed`. */
  readonly name: string;
  readonly textName: string;
  readonly text: Expr;
  readonly type: LogicalType;
}

type Bad = NonNullable<Staging['bad_values']>;

/** The check that lists the rows with a text that did not fit, and its column with what it was. */
export const FAILED_CAST = 'failed_cast';
export const DETAIL = 'detail';
/** Its column with the load date that the object gives a row, where that is not when the row landed. */
export const OWN_LOAD_DATE = 'own_load_date';

/** Types that not every text fits. JSON and bytes are left to the platform: none of them can be asked first. */
const mayFail = (to: LogicalType): boolean => (to.kind === 'text' ? to.length !== undefined : to.kind !== 'json' && to.kind !== 'binary');

const TEXT_RESULTS = ['upper', 'lower', 'trim', 'rtrim', 'replace', 'substring', 'left', 'right', 'lpad'];

/** Whether an expression over the source's columns is text, as far as can be told. */
export function isText(expr: Expr, sourceType: (name: string) => LogicalType | undefined): boolean {
  switch (expr.t) {
    case 'col':
      return sourceType(expr.name)?.kind === 'text';
    case 'lit':
      return expr.type.kind === 'text';
    case 'cast':
      return expr.to.kind === 'text';
    case 'concat':
    case 'asciiCase':
    case 'textOf':
    case 'dateName':
      return true;
    case 'case':
      return [...expr.whens.map(({ then }) => then), ...(expr.otherwise ? [expr.otherwise] : [])].some((branch) => isText(branch, sourceType));
    case 'call':
      return TEXT_RESULTS.includes(expr.fn) || (/^(?:coalesce|nullif|greatest|least)$/.test(expr.fn) && expr.args.some((arg) => isText(arg, sourceType)));
    default:
      return false;
  }
}

/** What a text is before its cast: without the blanks around it, nothing as NULL; where the type is text itself, as it is. */
function readable(value: Expr, type: LogicalType, otherwise: string | undefined): Expr {
  const trimmed = type.kind === 'text' ? value : call('nullif', value.t === 'call' && value.fn === 'trim' ? value : call('trim', value), text(''));
  return otherwise === undefined ? trimmed : coalesce(trimmed, text(otherwise));
}

export interface Casts {
  /** The rule: what a text does that does not fit. */
  readonly bad: Bad;
  /** Columns first, then what only derived columns cast. */
  readonly list: () => readonly TextCast[];
  /**
   * The value of a column whose `value`, cleaned, is to be of the column's type: NULL where a text does not fit, which is
   * remembered in `list`. Nothing when no text is cast, so that nothing can fail.
   */
  readonly guarded: (column: StagingColumn, value: Expr, from: LogicalType | undefined) => Expr | undefined;
  /** A derived column's expression with the casts of text inside it made safe, each remembered in `list`. */
  readonly withSafeCasts: (expr: Expr, column: StagingColumn) => Expr;
}

/**
 * The casts of a staging object that a text may fail. Blank text is no failure: it is NULL, or the column's default.
 * `reject`: the row is left out; `null`: the value is; `fail`: the plain cast of the platform, which ends the load.
 */
export function createCasts(staging: Staging, source: Source, { project }: PatternContext): Casts {
  const bad: Bad = staging.bad_values ?? project.settings.bad_values ?? 'reject';
  const columns: TextCast[] = [];
  const inner: TextCast[] = [];
  const sameCast = (a: TextCast, b: TextCast): boolean => JSON.stringify([a.text, a.type]) === JSON.stringify([b.text, b.type]);
  const types = new Map(source.columns.map((column) => [column.name, typeOf(column)]));
  const sourceType = (name: string): LogicalType | undefined => types.get(name);
  const taken = new Set(
    [...source.columns, ...staging.columns, ...deliveryColumns(source, project, true), ...deliveryColumns(staging, project, true)].map(({ name }) => name),
  );
  const free = (wish: string): string => {
    let name = wish;
    for (let number = 2; taken.has(name); number += 1) name = `${wish}_${number}`;
    taken.add(name);
    return name;
  };
  const withSafeCasts = (expr: Expr, column: StagingColumn): Expr => {
    if (expr.t !== 'cast' || !isText(expr.expr, sourceType)) return mapChildren(expr, (child) => withSafeCasts(child, column));
    if (expr.safe === true) return { ...expr, expr: withSafeCasts(expr.expr, column), from: TEXT };
    if (bad === 'fail' || !mayFail(expr.to)) return mapChildren(expr, (child) => withSafeCasts(child, column));
    const value = readable(withSafeCasts(expr.expr, column), expr.to, undefined);
    inner.push({ column: column.name, name: free(`${column.name}_value`), textName: free(`${column.name}_text`), text: value, type: expr.to });
    return safeCast(value, expr.to);
  };
  return {
    bad,
    list: () => inner.reduce<readonly TextCast[]>((known, one) => (known.some((other) => sameCast(other, one)) ? known : [...known, one]), columns),
    guarded: (column, value, from) => {
      const type = typeOf(column);
      if (!mayFail(type) || !(from ? from.kind === 'text' : isText(value, sourceType))) return undefined;
      if (from?.kind === 'text' && type.kind === 'text' && (from.length ?? Number.MAX_SAFE_INTEGER) <= (type.length ?? 0)) return undefined;
      const readableText = readable(value, type, column.default);
      if (bad === 'fail') return cast(readableText, type, TEXT);
      columns.push({ column: column.name, name: column.name, textName: free(`${column.name}_text`), text: readableText, type });
      return safeCast(readableText, type);
    },
    withSafeCasts,
  };
}

/** Whether the text of a cast did not fit: there is one, and no value. */
const failed = ({ name, textName }: TextCast): Expr => and(isNull(col(name)), notNull(col(textName)));
const fits = ({ name, textName }: TextCast): Expr => or(notNull(col(name)), isNull(col(textName)));

/** True for rows all of whose texts fitted. */
export const allFit = (casts: readonly TextCast[]): Expr => and(...casts.map(fits));

/** The texts to be cast, as columns of the `cleaned` step. */
export const textColumns = (casts: readonly TextCast[]): Select['columns'] => casts.map((one) => out(one.text, one.textName));
/** Their values, as columns of the `typed` step, which reads `cleaned`. */
export const valueColumn = ({ name, textName, type }: TextCast): Select['columns'][number] => out(safeCast(col(textName), type), name);

/**
 * The rows with a text that did not fit: which column, which text, and where the row landed.
 * @param dated the load date that the object gives a row, where it is not the landed one. A row that cannot be dated has the last of its file.
 */
export function failedCasts(
  bad: Bad,
  list: readonly TextCast[],
  landed: From,
  /** Load date, record source and sequence: as landed, and as they are to be called. */
  delivery: readonly { readonly landed: string; readonly as: string }[],
  rest: Pick<Select, 'where' | 'qualify'>,
  dated?: Expr,
): Check {
  const landing = delivery.map((one) => one.landed);
  const told = list.map((one) => {
    const words = concat(text(`${one.column}: `), col(one.textName));
    return list.length === 1 ? words : ({ t: 'case', whens: [{ when: failed(one), then: concat(text('; '), words) }], otherwise: text('') } satisfies Expr);
  });
  const detail = list.length === 1 ? concat(...told) : call('substring', concat(...told), { t: 'lit', value: 3, type: { kind: 'integer' } });
  const own = [...landing, ...list.map(({ name }) => name)].includes('dated_on') ? 'dated_on_own' : 'dated_on';
  const ofFile = over('max', [col(own)], [col(landing[0] ?? '')], []);
  return {
    id: FAILED_CAST,
    title: bad === 'null' ? 'every value fits its type; one that does not is NULL' : 'every value fits its type; a row with one that does not is left out',
    severity: 'warning',
    query: withCtes(
      [
        {
          name: 'cleaned',
          query: select([...textColumns(list), ...keep(landing), ...(dated ? [out(dated, own)] : [])], landed, rest),
          comment: 'what is to be cast',
        },
        {
          name: 'typed',
          query: select(
            [
              ...list.map(valueColumn),
              ...keep([...list.map(({ textName }) => textName), ...landing]),
              ...(dated ? [out(coalesce(col(own), ofFile), own)] : []),
            ],
            cte('cleaned'),
          ),
        },
      ],
      select([out(detail, DETAIL), ...delivery.map((one) => out(col(one.landed), one.as)), ...(dated ? [out(col(own), OWN_LOAD_DATE)] : [])], cte('typed'), {
        where: or(...list.map(failed)),
      }),
    ),
  };
}
