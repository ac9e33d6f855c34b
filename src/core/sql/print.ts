import type { Dialect, Printing } from '../dialects/dialect.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { LogicalType } from '../model/logical-type.ts';
import type { Expr, Query, Statement, TableName } from './ast.ts';
import { BASE, printExprWith, printOperandWith } from './print-expr.ts';
import { printQueryWith } from './print-query.ts';

export interface Printed {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** How the text calls what it reads: a table, or the verbatim text a tool wants, e.g. a dbt `ref`. */
export interface Names {
  readonly relation: (id: string) => TableName | string;
  /** Absent where no stored rows are read. */
  readonly self?: TableName | string | undefined;
}

const NO_NAMES: Names = {
  relation: (id) => {
    throw new Error(`nothing says how relation ${id} is called`);
  },
};

/** Names printed before, by dialect: a model says the same few thousand times. */
const PRINTED = new WeakMap<Dialect, Map<string, string>>();

function printedNames(dialect: Dialect): Map<string, string> {
  const known = PRINTED.get(dialect) ?? new Map<string, string>();
  PRINTED.set(dialect, known);
  return known;
}

function nameFrom(known: Map<string, string>, identifier: string, dialect: Dialect): string {
  const before = known.get(identifier);
  if (before !== undefined) return before;
  const bare = /^[a-z_][a-z0-9_]*$/.test(identifier) && !dialect.reserved.has(identifier);
  const printed = bare ? identifier : dialect.quote(identifier);
  known.set(identifier, printed);
  return printed;
}

/** A name as the platform wants it: bare when it is safe there, else quoted. */
export const printName = (identifier: string, dialect: Dialect): string => nameFrom(printedNames(dialect), identifier, dialect);

/** Prints any number of statements and collects what the platform lacks. */
export interface Printer {
  readonly p: Printing;
  readonly diagnostics: Diagnostic[];
}

export function createPrinting(dialect: Dialect, names: Names): Printer {
  const diagnostics: Diagnostic[] = [];
  let indentation = '\n';
  const known = printedNames(dialect);
  const nameOf = (identifier: string): string => nameFrom(known, identifier, dialect);
  const called = (name: TableName | string): string => (typeof name === 'string' ? name : p.table(name));
  const queryNames = {
    relation: (id: string) => called(names.relation(id)),
    self: () => {
      if (names.self === undefined) throw new Error('this query reads its own table, which nothing names');
      return called(names.self);
    },
  };
  const p: Printing = {
    dialect,
    expr: (expr) => printExprWith(expr, p),
    operand: (expr) => printOperandWith(expr, p),
    query: (query) => printQueryWith(query, p, queryNames),
    nl: () => indentation,
    deeper: (write) => {
      const before = indentation;
      indentation = `${before}  `;
      try {
        return write();
      } finally {
        indentation = before;
      }
    },
    name: nameOf,
    table: ({ database, schema, name }) => `${database === undefined ? '' : `${nameOf(database)}.`}${nameOf(schema)}.${nameOf(name)}`,
    type: (type: LogicalType) => (dialect.types[type.kind] as (type: LogicalType) => string)(type),
    string: (value) => dialect.string(value),
    textOf: (node) => BASE.textOf(node, p),
    lit: (node) => BASE.lit(node, p),
    bin: (node) => BASE.bin(node, p),
    refuse: (what) => {
      diagnostics.push({ code: 'unsupported-on-platform', severity: 'error', message: `${dialect.label} has no ${what}.`, at: {} });
      return `<unsupported on ${dialect.label}>`;
    },
  };
  return { p, diagnostics };
}

export function printExpr(expr: Expr, dialect: Dialect, names: Names = NO_NAMES): Printed {
  const { p, diagnostics } = createPrinting(dialect, names);
  return { text: p.expr(expr), diagnostics };
}

/** Prints a query without a closing semicolon. */
export function printQuery(query: Query, dialect: Dialect, names: Names = NO_NAMES): Printed {
  const { p, diagnostics } = createPrinting(dialect, names);
  return { text: p.query(query), diagnostics };
}

/** @returns one text or several, in order, without semicolons: some platforms need two statements for one intent. */
export function printStatement(
  statement: Statement,
  dialect: Dialect,
  names: Names = NO_NAMES,
): { readonly statements: readonly string[]; readonly diagnostics: readonly Diagnostic[] } {
  const { p, diagnostics } = createPrinting(dialect, names);
  return { statements: statementTexts(statement, p), diagnostics };
}

/** @returns one text or several, in order, without semicolons: some platforms need two statements for one intent. */
export function statementTexts(statement: Statement, p: Printing): readonly string[] {
  const { dialect } = p;
  switch (statement.t) {
    case 'createSchema':
      return [`create schema if not exists ${statement.database === undefined ? '' : `${p.name(statement.database)}.`}${p.name(statement.schema)}`];
    case 'createTable':
      return dialect.createTable(statement.definition, p);
    case 'createView':
      return dialect.createView(statement.view, statement.columns, statement.query, statement.description, p);
    case 'createWork':
      return dialect.createWork(statement.table, statement.query, p);
    case 'dropWork':
      return [`drop table if exists ${dialect.workTable(statement.table, p)}`];
    case 'insert':
      return [`insert into ${p.table(statement.table)} (${statement.columns.map((name) => p.name(name)).join(', ')})\n${p.query(statement.query)}`];
    case 'insertWork': {
      const columns = statement.columns.map((name) => p.name(name)).join(', ');
      return [`insert into ${p.table(statement.table)} (${columns})\nselect ${columns}\nfrom ${dialect.workTable(statement.work, p)}`];
    }
    case 'deleteMatching': {
      if (dialect.deleteMatching) return [dialect.deleteMatching(statement.table, statement.keys, statement.work, p)];
      const work = dialect.workTable(statement.work, p);
      const own = p.name(statement.table.name);
      const same = statement.keys.map((key) => dialect.sameKey(`work.${p.name(key)}`, `${own}.${p.name(key)}`));
      return [`delete from ${p.table(statement.table)}\nwhere exists (\n  select 1\n  from ${work} as work\n  where ${same.join('\n    and ')}\n)`];
    }
    case 'deleteAll':
      return [dialect.deleteAll(statement.table, p)];
    case 'deleteWhere':
      return [`delete from ${p.table(statement.table)}\nwhere ${p.expr(statement.where)}`];
    case 'dropTable':
      return [`drop table if exists ${p.table(statement.table)}`];
    case 'dropView':
      return [`drop view if exists ${p.table(statement.view)}`];
    case 'begin':
      return dialect.begin;
    case 'commit':
      return dialect.commit;
  }
}
