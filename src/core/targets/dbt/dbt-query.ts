import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Id, Platform } from '../../model/types.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import type { Query } from '../../sql/ast.ts';
import { cast, col, out, select } from '../../sql/build.ts';
import { createPrinting, printName } from '../../sql/print.ts';
import { isWrittenWhole, STORED, withUntouched } from '../whole-table.ts';
import type { DbtName } from './dbt-names.ts';
import { inJinja, jinjaString } from './jinja.ts';

export interface DbtSql {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The one source that all landing tables belong to. */
export const SOURCE = 'landing';

const isIncremental = (platform: Platform, relation: Relation): boolean =>
  relation.load.kind === 'append' || (relation.load.kind === 'replace' && !isWrittenWhole(platform, relation));

/** A query with each column cast to its type: where a change of columns fails the build, a text of another length is one. */
const typed = ({ columns }: Relation, query: Query): Query =>
  select(
    columns.map(({ name, type }) => out(cast(col(name, 'built'), type), name)),
    { t: 'subquery', query, as: 'built' },
  );

/** What a query reads of its own table, as a table without rows; nothing where it does not read it. */
export function storedNothing(relation: Relation, platform: Platform, printer: DbtPrinter): string | undefined {
  const { query } = relation;
  if (!query) return undefined;
  const read = readColumns(isWrittenWhole(platform, relation) ? withUntouched(relation, query) : query);
  const columns = relation.columns.filter(({ name }) => read.includes(name));
  if (columns.length === 0) return undefined;
  return inJinja(
    `(select ${columns.map(({ name, type }) => `cast(null as ${printer.type(type)}) as ${printName(name, DIALECTS[platform])}`).join(', ')} limit 0)`,
  );
}

const readColumns = (query: Query): readonly string[] => {
  const [first] = query.t === 'with' ? query.ctes : [];
  return first?.name === STORED && first.query.t === 'select' ? first.query.columns.map(({ as }) => as) : [];
};

/** Prints queries of a plan as dbt wants them: sources and models by name, stored rows through the project's macro. */
export function createDbtPrinter(plan: Plan, platform: Platform, names: ReadonlyMap<Id, DbtName>, sources: ReadonlyMap<Id, string>) {
  const dialect = DIALECTS[platform];
  const calls: string[] = [];
  // Stands for a Jinja call until the text around it is made safe for Jinja.
  const call = (text: string): string => `\u0001${calls.push(text) - 1}\u0001`;
  let self: string | undefined;
  const relationName = (id: Id): string => {
    const name = names.get(id);
    if (name) return call(`{{ ref(${jinjaString(name.model)}) }}`);
    const source = sources.get(id);
    if (source === undefined) throw new Error(`relation ${id} is read but not in the plan`);
    return call(`{{ source(${jinjaString(SOURCE)}, ${jinjaString(source)}) }}`);
  };
  const { p, diagnostics } = createPrinting(dialect, {
    relation: relationName,
    get self() {
      return self;
    },
  });
  const print = (query: Query, relation?: Relation): DbtSql => {
    const text = inJinja(p.query(query)).replaceAll(/\u0001(\d+)\u0001/g, (_, number: string) => calls[Number(number)] ?? '');
    calls.length = 0;
    return { text, diagnostics: diagnostics.splice(0).map((diagnostic) => ({ ...diagnostic, at: relation ? { object: relation.origin } : {} })) };
  };
  return {
    /** The query of a model. */
    model(relation: Relation): DbtSql {
      if (!relation.query) throw new Error(`${relation.id} has no query`);
      const query = isWrittenWhole(platform, relation) ? withUntouched(relation, relation.query) : relation.query;
      const types = new Map(relation.columns.map(({ name, type }) => [name, p.type(type)]));
      const stored = readColumns(query).map((name) => `${jinjaString(printName(name, dialect))}: ${jinjaString(types.get(name) ?? 'varchar')}`);
      self = call(`{{ stored_rows({${stored.join(', ')}}) }}`);
      return print(relation.onSchemaChange === 'fail' && isIncremental(platform, relation) ? typed(relation, query) : query, relation);
    },
    /** The query of a check, which may read its own relation by id. */
    check: print,
    /** A query that belongs to no relation. */
    loose: (query: Query): DbtSql => print(query),
    type: p.type,
    expr: (expr: Parameters<typeof p.expr>[0]): string => inJinja(p.expr(expr)),
  };
}

export type DbtPrinter = ReturnType<typeof createDbtPrinter>;
