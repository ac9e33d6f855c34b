import type { Printing } from '../../dialects/dialect.ts';
import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { PLATFORMS } from '../../model/schema.ts';
import type { Id, Platform } from '../../model/types.ts';
import { checksOf, realRows } from '../../plan/checks.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import { createPrinting } from '../../sql/print.ts';
import { ownCode, ownedBy } from '../own-code.ts';
import { fileName } from '../plain-name.ts';
import type { GeneratedFile, Target } from '../types.ts';
import { withUntouched } from '../whole-table.ts';
import { columnAudits, uniqueAudit } from './column-audits.ts';
import { sqlmeshCron, sqlmeshStart } from './cron.ts';
import { externalModels } from './external-models.ts';
import { CLOCK, freshnessAudits } from './freshness.ts';
import { modelKind, type ModelKind } from './model-kind.ts';
import { projectFiles } from './project-files.ts';
import { sqlmeshNames, type SqlmeshName } from './sqlmesh-names.ts';
import { unitTests } from './unit-tests.ts';

/** On one line, for a string of a MODEL or AUDIT block. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

interface Context {
  readonly plan: Plan;
  readonly platform: Platform;
  readonly names: ReadonlyMap<Id, SqlmeshName>;
}

function createPrinter({ platform, names }: Context) {
  const { p, diagnostics } = createPrinting(DIALECTS[platform], {
    relation: (id) => {
      if (id === CLOCK.id) return CLOCK.text;
      const name = names.get(id);
      if (name === undefined) throw new Error(`relation ${id} is read but not in the plan`);
      return name.called;
    },
    self: '@this_model',
  });
  return { p, taken: (relation: Relation): readonly Diagnostic[] => diagnostics.splice(0).map((one) => ({ ...one, at: { object: relation.origin } })) };
}

type Printer = ReturnType<typeof createPrinter>;

/** What the rows refer to, by the name that the key has there. */
function referencesOf({ foreignKeys }: Relation, p: Printing): readonly string[] {
  const list = (names: readonly string[]): string => names.map((one) => p.name(one)).join(', ');
  return foreignKeys.map(({ columns, references: there }) => {
    if (columns.length > 1) return `(${list(columns)})`;
    return list(columns) === list(there) ? list(columns) : `${list(columns)} as ${list(there)}`;
  });
}

const commentLine = (title: string, text: string | undefined): string => (text === undefined ? '' : `-- ${title}: ${oneLine(text).replace(/\.$/, '')}.\n`);

function modelFile(relation: Relation, name: SqlmeshName, { plan, platform }: Context, { p }: Printer, own: string | undefined): GeneratedFile {
  const { load, columns, query, primaryKey, uniqueKeys } = relation;
  if (!query || load.kind === 'landing') throw new Error(`${relation.id} is no model`);
  const list = (names: readonly string[]): string => names.map((one) => p.name(one)).join(', ');
  const key = (names: readonly string[]): string => (names.length === 1 ? list(names) : `(${list(names)})`);
  const grains = [...(primaryKey ? [primaryKey] : []), ...uniqueKeys];
  const real = realRows(relation, plan.hash);
  const audits = [
    ...(primaryKey ? [`not_null(columns := (${list(primaryKey)}))`] : []),
    ...grains.map((grain) => uniqueAudit(grain, p, { required: grain === primaryKey })),
    ...columns.flatMap((column) => columnAudits(column, primaryKey, p, real === undefined ? undefined : p.expr(real))),
  ];
  const described = columns.flatMap(({ name: column, description }) =>
    description === undefined ? [] : [`${p.name(column)} = ${p.string(oneLine(description))}`],
  );
  const block = (title: string, entries: readonly string[]): readonly string[] =>
    entries.length === 0 ? [] : [`${title} (\n    ${entries.join(',\n    ')}\n  )`];
  const kind = modelKind(relation, platform, (one) => p.name(one));
  const references = [...new Set(referencesOf(relation, p))];
  const properties = [
    `name ${name.called}`,
    `kind ${kind.name}${kind.options.length === 0 ? '' : ` (\n    ${kind.options.join(',\n    ')}\n  )`}`,
    ...(own === undefined ? [] : [`cron ${p.string(own)}`, `start ${p.string(sqlmeshStart(own))}`]),
    ...(relation.owner === undefined ? [] : [`owner ${p.string(oneLine(relation.owner))}`]),
    ...(relation.description === undefined ? [] : [`description ${p.string(oneLine(relation.description))}`]),
    ...(grains.length === 0 ? [] : [`grains (${grains.map(key).join(', ')})`]),
    ...(references.length === 0 ? [] : [`references (${references.join(', ')})`]),
    `tags (${[relation.layer, ...relation.tags].map((tag) => (/^\w+$/.test(tag) ? tag : p.string(oneLine(tag)))).join(', ')})`,
    ...block(
      'columns',
      columns.map(({ name: column, type }) => `${p.name(column)} ${p.type(type)}`),
    ),
    ...block('column_descriptions', described),
    ...block('audits', audits),
    ...physical(relation, kind, platform, p),
  ];
  const text = p.query(kind.isWhole ? withUntouched(relation, query) : query);
  const code = ownCode(relation, 'sqlmesh');
  return {
    path: `sqlmesh/models/${relation.layer}/${fileName(name.table)}.sql`,
    text: `${commentLine('Grain', relation.grain)}${commentLine('Kind', kind.reason)}MODEL (\n  ${properties.join(',\n  ')}\n);\n\n${code === '' ? '' : `${code}\n`}${text}\n`,
    ...ownedBy(relation),
  };
}

/** Partitions and clusters, where the engine has them. */
function physical(relation: Relation, kind: ModelKind, platform: Platform, p: Printing): readonly string[] {
  const { physical: all, load } = relation;
  if (load.kind === 'view') return [];
  if (load.kind === 'replace' && kind.name === 'INCREMENTAL_BY_PARTITION') return [`partitioned_by (${load.key.map((name) => p.name(name)).join(', ')})`];
  const options = all[platform] ?? {};
  const columns = (option: string): string =>
    [options[option] ?? []]
      .flat()
      .map((name) => p.name(String(name)))
      .join(', ');
  const entry = (property: string, option: string): readonly string[] => (columns(option) === '' ? [] : [`${property} (${columns(option)})`]);
  return [...entry('partitioned_by', 'partition_by'), ...entry('clustered_by', 'cluster_by')];
}

/** What must hold beyond the keys and columns of one model: audits that stand alone, since they may read any other. */
function auditFiles(relation: Relation, name: SqlmeshName, { plan }: Context, { p }: Printer): readonly GeneratedFile[] {
  const beyond = checksOf(plan, relation).filter(({ id }) => id.startsWith('reference.') || (relation.checks ?? []).some((check) => check.id === id));
  return [...beyond, ...freshnessAudits(relation)].map(({ id, title, query }) => {
    const audit = fileName(`${name.stem}__${id}`);
    // Looked at in every run, like the models: on its own an audit would be once a day.
    const properties = [`name ${audit}`, 'standalone true', `start '3 days ago'`, `interval_unit 'five_minute'`, `description ${p.string(oneLine(title))}`];
    return { path: `sqlmesh/audits/${relation.layer}/${audit}.sql`, text: `AUDIT (\n  ${properties.join(',\n  ')}\n);\n\n${p.query(query)}\n` };
  });
}

function emit(plan: Plan, platform: Platform) {
  const names = sqlmeshNames(plan, platform);
  const context: Context = { plan, platform, names };
  const printer = createPrinter(context);
  const { p } = printer;
  const daily = sqlmeshCron(plan.cron ?? '@daily', undefined);
  const diagnostics: Diagnostic[] = [...daily.diagnostics];
  const nameOf = ({ id }: Relation): SqlmeshName => {
    const name = names.get(id);
    if (!name) throw new Error(`${id} has no name`);
    return name;
  };
  const files: GeneratedFile[] = [
    ...projectFiles(plan, platform, daily.cron),
    { path: 'sqlmesh/external_models/landing.yaml', text: externalModels(plan, (relation) => nameOf(relation).called, p) },
  ];
  for (const relation of plan.relations) {
    const name = nameOf(relation);
    const own = relation.cron === undefined ? undefined : sqlmeshCron(relation.cron, relation.origin);
    // What an object's views beside its table ask for is told once.
    if (own && relation.id === relation.origin) diagnostics.push(...own.diagnostics);
    if (relation.load.kind !== 'landing') files.push(modelFile(relation, name, context, printer, own?.cron));
    files.push(...auditFiles(relation, name, context, printer), ...unitTests(relation, { plan, names, printed: (column) => p.name(column) }));
    diagnostics.push(...printer.taken(relation));
  }
  return { files, diagnostics };
}

/** A SQLMesh project: each model is the plan's own query, of the kind that keeps it as the plan says. */
export const sqlmesh: Target = { id: 'sqlmesh', label: 'SQLMesh project', platforms: PLATFORMS, emit };
