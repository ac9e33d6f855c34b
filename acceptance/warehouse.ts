import type { Engine } from '../src/core/engine-port.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { createStatements, loadStatements, schemaStatements, type Statements } from '../src/core/targets/sql/relation-statements.ts';
import { literal, quoted } from './names.ts';
import type { Row, Step } from './prepared.ts';
import { tableOf } from './target-query.ts';

/** A plan's tables in an engine, changed by nothing but the statements of the DuckDB target and the rows of a case. */
export interface Warehouse {
  /** Drops whatever was there, then creates the relations, empty. */
  build(relations: readonly Relation[]): Promise<void>;
  empty(relation: Relation): Promise<void>;
  land(step: Extract<Step, { op: 'land' }>): Promise<void>;
  insert(relation: Relation, rows: readonly Row[]): Promise<void>;
  /** @returns how many rows its statements say they changed. */
  load(relation: Relation): Promise<number>;
  /** Loads it once more. @returns whether that changed anything. */
  changesAgain(relation: Relation): Promise<boolean>;
}

const ENOUGH = 1_000_000;

/** Everything a relation reads, directly and through others. */
function behind(plan: Plan, relation: Relation): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (id: string): void => {
    const read = plan.byId.get(id);
    if (!read || found.has(id)) return;
    found.add(id);
    for (const next of read.dependsOn) visit(next);
  };
  for (const read of relation.dependsOn) visit(read);
  return found;
}

/** Relations that have to be there for others, these among them, each after what it reads. */
export function neededFor(plan: Plan, wanted: readonly string[]): readonly Relation[] {
  const found = new Set(
    wanted.flatMap((id) => {
      const relation = plan.byId.get(id);
      return relation ? [id, ...behind(plan, relation)] : [];
    }),
  );
  return plan.relations.filter(({ id }) => found.has(id));
}

/** Kinds that no case names as a target, but that may stand in tables. */
const SUPPORT: readonly Relation['kind'][] = ['staging', 'intermediate', 'as_of'];

const landsLastOnly = (relation: Relation): boolean => relation.load.kind === 'landing' && relation.load.keep === 'last';

/** What puts the rows of a delivery into their landing table, as the studio's runner does. */
function landStatements(relation: Relation, step: Extract<Step, { op: 'land' }>, before: number): readonly string[] {
  const [loadDate = '', source = '', sequence = ''] = (['load_date', 'record_source', 'sequence'] as const).map(
    (role) => relation.columns.find((column) => column.role === role)?.name,
  );
  const [table, date] = [tableOf(relation), `timestamp ${literal(step.loadDate)}`];
  const deletion = `delete from ${table}${landsLastOnly(relation) ? '' : ` where ${quoted(loadDate)} = ${date}`}`;
  const own = step.columns.filter((column) => relation.columns.some(({ name }) => name.toLowerCase() === column.toLowerCase()));
  const rows = step.rows.map((row, index) => {
    const cells = [...own.map((column) => literal(row[column])), date, literal(relation.recordSource ?? relation.table.name), String(before + index + 1)];
    return `(${cells.join(', ')})`;
  });
  const insertion = `insert into ${table} (${[...own, loadDate, source, sequence].map(quoted).join(', ')}) values\n${rows.join(',\n')}`;
  return [...(step.beside === true ? [] : [deletion]), ...(rows.length === 0 ? [] : [insertion])];
}

export function createWarehouse(engine: Engine, plan: Plan): Warehouse {
  const landed = new Map<string, number>();
  const run = async (statements: readonly string[]): Promise<number> => {
    let changed = 0;
    for (const statement of statements) changed += await engine.execute(statement);
    return changed;
  };
  const runPrinted = ({ statements, diagnostics }: Statements): Promise<number> => {
    const [refused] = diagnostics;
    if (refused) throw new Error(refused.message);
    return run(statements);
  };
  const create = (relation: Relation): Promise<number> => runPrinted(createStatements(plan, relation, 'duckdb'));
  const rowsOf = async (relation: Relation): Promise<string> => {
    const { rows } = await engine.query(`select * from ${tableOf(relation)} order by all`, { limit: ENOUGH });
    return JSON.stringify(rows);
  };
  async function load(relation: Relation): Promise<number> {
    const read = behind(plan, relation);
    for (const support of plan.relations) if (read.has(support.id) && SUPPORT.includes(support.kind)) await runPrinted(loadStatements(plan, support, 'duckdb'));
    return runPrinted(loadStatements(plan, relation, 'duckdb'));
  }
  return {
    load,
    async build(relations) {
      await run(Object.values(plan.schemas).map((schema) => `drop schema if exists ${quoted(schema)} cascade`));
      await runPrinted(schemaStatements(plan, 'duckdb'));
      for (const relation of relations) await create(relation);
    },
    async empty(relation) {
      if (relation.load.kind === 'view') return;
      await run([`drop table if exists ${tableOf(relation)}`]);
      await create(relation);
    },
    async land(step) {
      const relation = plan.byId.get(step.source);
      if (!relation) return;
      const before = step.beside === true ? (landed.get(step.source) ?? 0) : 0;
      landed.set(step.source, before + step.rows.length);
      await run(landStatements(relation, step, before));
    },
    async insert(relation, rows) {
      if (rows.length === 0) return;
      const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
      const lines = rows.map((row) => `(${columns.map((column) => literal(row[column])).join(', ')})`);
      await run([`insert into ${tableOf(relation)} (${columns.map(quoted).join(', ')}) values\n${lines.join(',\n')}`]);
    },
    async changesAgain(relation) {
      // A load that only adds tells by itself.
      if (relation.load.kind === 'append') return (await load(relation)) > 0;
      const before = await rowsOf(relation);
      await load(relation);
      return (await rowsOf(relation)) !== before;
    },
  };
}
