import type { LogicalType } from '../../model/logical-type.ts';
import { logicalTypeText } from '../../model/logical-type.ts';
import { columnsOf, feedObject, rebuiltFrom } from '../../model/lookup.ts';
import type { Id, Intermediate, IntermediateInput, ModelObject } from '../../model/types.ts';
import type { ColumnRole, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { cast, col, out, select } from '../../sql/build.ts';
import { mapColumns } from '../../sql/map-columns.ts';
import { parseExpression } from '../../sql/parse-expression.ts';
import { references } from '../../sql/walk.ts';
import type { PatternContext } from '../context.ts';

/** One input of an intermediate object, with the names of what it brings. */
export interface Input {
  readonly id: Id;
  readonly alias: string;
  readonly spec: IntermediateInput;
  readonly object: ModelObject;
  readonly relation: Relation;
  readonly loadDate: string;
  readonly recordSource: string;
  /** Vault tables have none. */
  readonly sequence?: string;
  /** The column that marks deletions, where it tells of any. */
  readonly deleted?: string;
  /** Name of a column: by the document's id, or as its relation calls it. */
  readonly nameOf: (id: Id) => string | undefined;
  readonly typeOf: (name: string) => LogicalType;
}

export type Report = (code: string, message: string, column?: Id) => void;

const roleOf = (relation: Relation, role: ColumnRole): string | undefined => relation.columns.find((column) => column.role === role)?.name;

/** What an input is called in messages. */
const called = ({ object }: Input): string => (rebuiltFrom(object.id) === undefined ? object.name : `${object.name} as the vault holds it`);

/** The inputs, in order; nothing when one cannot be read, which is reported. */
export function inputsOf(object: Intermediate, context: PatternContext, report: Report): readonly Input[] | undefined {
  const inputs = object.inputs.flatMap((spec): Input[] => {
    const from = feedObject(context.project, spec.from) ?? context.project.objects[spec.from];
    const relation = context.relation(spec.from);
    if (!from || !relation) {
      report('dangling-reference', `${object.name} reads ${from?.name ?? spec.from}, which is gone or cannot be built: remove the input or choose another.`);
      return [];
    }
    const loadDate = roleOf(relation, 'load_date');
    const recordSource = roleOf(relation, 'record_source');
    if (loadDate === undefined || recordSource === undefined) {
      report(
        'input-without-load-date',
        `${object.name} reads ${from.name}, whose rows do not say when they came: choose a staging, intermediate or vault object.`,
      );
      return [];
    }
    const sequence = roleOf(relation, 'sequence');
    const deleted = roleOf(relation, 'is_deleted');
    const has = (name: string | undefined): string | undefined => (relation.columns.some((column) => column.name === name) ? name : undefined);
    const names = new Map(columnsOf(from).map((column) => [column.id, column.name]));
    return [
      {
        id: spec.id,
        alias: spec.alias ?? from.name,
        spec,
        object: from,
        relation,
        loadDate,
        recordSource,
        ...(sequence === undefined ? {} : { sequence }),
        ...(deleted === undefined ? {} : { deleted }),
        nameOf: (id) => has(names.get(id) ?? id),
        typeOf: (name) => {
          const column = relation.columns.find((candidate) => candidate.name === name);
          if (!column) throw new Error(`${from.name} has no column ${name}`);
          return column.type;
        },
      },
    ];
  });
  if (inputs.length < object.inputs.length) return undefined;
  const [first] = inputs;
  if (!first) {
    report('not-fed', `${object.name} reads nothing: add what it is made from.`);
    return undefined;
  }
  const twice = inputs.find((input, index) => inputs.some((other, place) => place < index && other.alias.toLowerCase() === input.alias.toLowerCase()));
  if (twice) {
    report('duplicate-alias', `${object.name} has two inputs called ${twice.alias}: give one another alias.`);
    return undefined;
  }
  return inputs;
}

export interface Reader {
  readonly inputs: readonly Input[];
  /** A column of an input, cast where it has another type; nothing when it is gone, which is reported. */
  readonly column: (input: Id, id: Id, what: string, at?: Id) => { readonly input: Input; readonly name: string } | undefined;
  /** What a user typed over the inputs' columns, each under its alias; nothing when it cannot be read, which is reported. */
  readonly expression: (sql: string, what: string, at?: Id, among?: readonly Input[]) => Expr | undefined;
  /** Names of the columns of an input that were asked for. */
  readonly used: (input: Input) => readonly string[];
}

/** Finds columns of the inputs and remembers which were asked for. */
export function createReader(inputs: readonly Input[], report: Report): Reader {
  const asked = new Map<Id, Set<string>>(inputs.map(({ id }) => [id, new Set()]));
  const ask = (input: Input, name: string): { readonly input: Input; readonly name: string } => {
    asked.get(input.id)?.add(name);
    return { input, name };
  };
  return {
    inputs,
    used: (input) => [...(asked.get(input.id) ?? [])],
    column(inputId, id, what, at) {
      const input = inputs.find((candidate) => candidate.id === inputId);
      const name = input?.nameOf(id);
      if (input && name !== undefined) return ask(input, name);
      report(
        'mapping-to-missing-column',
        input
          ? `${what} reads column ${id} of ${called(input)}, which is gone: choose another.`
          : `${what} reads input ${inputId}, which is gone: choose a column of another.`,
        at,
      );
      return undefined;
    },
    expression(sql, what, at, among = inputs) {
      const parsed = parseExpression(sql, { qualified: true });
      if ('error' in parsed) {
        report('expression-syntax', `${what}, character ${parsed.error.position + 1}: ${parsed.error.message}`, at);
        return undefined;
      }
      let broken = false;
      const fail = (code: string, message: string, column: Expr): Expr => {
        if (!broken) report(code, `${what} ${message}`, at);
        broken = true;
        return column;
      };
      const expr = mapColumns(parsed.expr, (column) => {
        const { name, table } = column;
        if (table !== undefined) {
          const input = among.find((candidate) => candidate.alias.toLowerCase() === table.toLowerCase());
          if (!input)
            return fail('unknown-column', `reads ${table}.${name}, but has ${among.map(({ alias }) => alias).join(', ')} only: use one of these.`, column);
          if (!input.relation.columns.some((candidate) => candidate.name === name))
            return fail('unknown-column', `reads ${name}, which ${called(input)} does not have.`, column);
          ask(input, name);
          return col(name, input.alias);
        }
        const holders = among.filter((input) => input.relation.columns.some((candidate) => candidate.name === name));
        const [holder] = holders;
        if (!holder)
          return fail('unknown-column', `reads ${name}, which ${among.map(called).join(' and ')} ${among.length === 1 ? 'does' : 'do'} not have.`, column);
        if (holders.length > 1)
          return fail(
            'ambiguous-column',
            `reads ${name}, which ${holders.map(({ alias }) => alias).join(' and ')} have: write ${holders.map(({ alias }) => `${alias}.${name}`).join(' or ')}.`,
            column,
          );
        ask(holder, name);
        return col(name, holder.alias);
      });
      return broken ? undefined : expr;
    },
  };
}

/** A value as the type a column declares. */
export const valueAs = (expr: Expr, to: LogicalType, from?: LogicalType): Expr =>
  from !== undefined && logicalTypeText(from) === logicalTypeText(to) ? expr : cast(expr, to, from);

/** Whether an expression names any column at all. */
export const columnsIn = (expr: Expr): ReadonlySet<string> => references(select([out(expr, 'x')], undefined)).columns;
