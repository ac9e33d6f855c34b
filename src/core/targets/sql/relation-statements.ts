import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { LAYERS } from '../../model/schema.ts';
import type { Platform } from '../../model/types.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import type { Statement, TableName } from '../../sql/ast.ts';
import { createPrinting, statementTexts, type Names, type Printer } from '../../sql/print.ts';

export interface Statements {
  readonly statements: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

interface PlanPrinter extends Printer {
  /** The table whose stored rows the next statements read. */
  readonly at: { self?: TableName };
}

/** A printer per plan and platform: a large model has thousands of statements. */
const PRINTERS = new WeakMap<Plan, Map<Platform, PlanPrinter>>();

function printerOf(plan: Plan, platform: Platform): PlanPrinter {
  const known = PRINTERS.get(plan) ?? new Map<Platform, PlanPrinter>();
  PRINTERS.set(plan, known);
  const found = known.get(platform);
  if (found) return found;
  const at: PlanPrinter['at'] = {};
  const names: Names = {
    relation: (id) => {
      const read = plan.byId.get(id);
      if (!read) throw new Error(`relation ${id} is read but not in the plan`);
      return read.table;
    },
    get self() {
      return at.self;
    },
  };
  const made = { ...createPrinting(DIALECTS[platform], names), at };
  known.set(platform, made);
  return made;
}

function printAll(list: readonly Statement[], plan: Plan, relation: Relation | undefined, platform: Platform): Statements {
  const printer = printerOf(plan, platform);
  if (relation) printer.at.self = relation.table;
  else delete printer.at.self;
  const statements = list.flatMap((statement) => statementTexts(statement, printer.p));
  const at = relation ? { object: relation.origin } : {};
  return { statements, diagnostics: printer.diagnostics.splice(0).map((diagnostic) => ({ ...diagnostic, at })) };
}

const utf8Length = (text: string): number =>
  [...text].reduce((sum, character) => {
    const point = character.codePointAt(0) ?? 0;
    return sum + (point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4);
  }, 0);

/** Names the platform cannot carry, however quoted. */
function nameProblems(relation: Relation, platform: Platform): readonly Diagnostic[] {
  const { names, label } = DIALECTS[platform];
  const check = (name: string, what: string, column?: string): readonly Diagnostic[] => {
    if (/^\w{1,60}$/.test(name)) return [];
    const forbidden = names.forbidden?.exec(name)?.[0];
    const problem =
      utf8Length(name) > names.longest ? `is longer than ${names.longest} bytes` : forbidden === undefined ? undefined : `holds ${JSON.stringify(forbidden)}`;
    if (problem === undefined) return [];
    return [
      {
        code: 'name-not-allowed',
        severity: 'error',
        message: `${label} takes no ${what} that ${problem}: rename ${name}.`,
        at: { object: relation.origin, ...(column === undefined ? {} : { column }) },
      },
    ];
  };
  return [...check(relation.table.name, 'table name'), ...relation.columns.flatMap((column) => check(column.name, 'column name', column.column))];
}

/** Schemas of the layers in use, in layer order. */
export function schemaStatements(plan: Plan, platform: Platform): Statements {
  const places = LAYERS.flatMap((layer) => plan.relations.find((relation) => relation.layer === layer)?.table ?? []);
  const schemas = places.map(({ database, schema }): Statement => ({ t: 'createSchema', schema, ...(database === undefined ? {} : { database }) }));
  return printAll([...new Map(schemas.map((statement) => [JSON.stringify(statement), statement])).values()], plan, undefined, platform);
}

/** What takes every table and view away, those first that read others. */
export const dropStatements = (plan: Plan, platform: Platform): readonly string[] =>
  printAll(
    plan.relations.toReversed().map(({ table, load }) => (load.kind === 'view' ? { t: 'dropView', view: table } : { t: 'dropTable', table })),
    plan,
    undefined,
    platform,
  ).statements;

/** What must exist before rows can: a table, or a view. */
export function createStatements(plan: Plan, relation: Relation, platform: Platform): Statements {
  const { table, columns, query } = relation;
  const problems = nameProblems(relation, platform);
  const withProblems = (printed: Statements): Statements => ({ statements: printed.statements, diagnostics: [...problems, ...printed.diagnostics] });
  const description = relation.description === undefined ? {} : { description: relation.description };
  if (relation.load.kind === 'view' && query)
    return withProblems(printAll([{ t: 'createView', view: table, columns, query, ...description }], plan, relation, platform));
  const foreignKeys = relation.foreignKeys.flatMap((key) => {
    const target = plan.byId.get(key.relation);
    return target ? [{ columns: key.columns, table: target.table, references: key.references }] : [];
  });
  const definition = {
    table,
    columns,
    uniqueKeys: relation.uniqueKeys,
    foreignKeys,
    options: relation.physical[platform] ?? {},
    ...description,
    ...(relation.primaryKey ? { primaryKey: relation.primaryKey } : {}),
  };
  return withProblems(printAll([{ t: 'createTable', definition }], plan, relation, platform));
}

/** The scratch table of a `replace` load. */
export const workTable = ({ table }: Relation): TableName => ({ ...table, name: `${table.name}__changes` });

/**
 * What brings the table up to date, two changes in one transaction where the platform has them; nothing for landing
 * tables and views. The scratch table is made before and dropped after: creating a table ends a transaction on some platforms.
 */
export function loadStatements(plan: Plan, relation: Relation, platform: Platform): Statements {
  const { table, query, load } = relation;
  const columns = relation.columns.map((column) => column.name);
  if (!query || load.kind === 'view' || load.kind === 'landing') return { statements: [], diagnostics: [] };
  const work = workTable(relation);
  const changes: readonly Statement[] =
    load.kind === 'append'
      ? [{ t: 'insert', table, columns, query }]
      : load.kind === 'rebuild'
        ? [
            { t: 'deleteAll', table },
            { t: 'insert', table, columns, query },
          ]
        : [
            { t: 'deleteMatching', table, keys: load.key, work },
            { t: 'insertWork', table, columns, work },
          ];
  const inside: readonly Statement[] = changes.length === 1 ? changes : [{ t: 'begin' }, ...changes, { t: 'commit' }];
  const list: readonly Statement[] = load.kind === 'replace' ? [{ t: 'createWork', table: work, query }, ...inside, { t: 'dropWork', table: work }] : inside;
  return printAll(list, plan, relation, platform);
}
