import { DIALECTS } from '../../dialects/registry.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { PLATFORMS } from '../../model/schema.ts';
import type { Id, Platform } from '../../model/types.ts';
import { checksOf, realRows } from '../../plan/checks.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import { createPrinting, printName } from '../../sql/print.ts';
import { fileName, freeName, plainName } from '../plain-name.ts';
import type { GeneratedFile, Target } from '../types.ts';
import { isWrittenWhole, withUntouched } from '../whole-table.ts';
import { columnAudits, uniqueAudit } from './column-audits.ts';
import { projectFiles } from './project-files.ts';

/** On one line, for a string of a MODEL or AUDIT block. */
const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** `schema.table` per relation, plain where the model's own name would want quotes; landing tables as they are called. */
export function sqlmeshNames(plan: Plan, platform: Platform): ReadonlyMap<Id, string> {
  const taken = new Set<string>();
  return new Map(
    plan.relations.map(({ id, table: { schema, name }, load }) => {
      if (load.kind === 'landing') return [id, `${printName(schema, DIALECTS[platform])}.${printName(name, DIALECTS[platform])}`];
      const made = freeName(`${plainName(schema, platform)}.${plainName(name, platform)}`, taken);
      taken.add(made);
      return [id, made];
    }),
  );
}

function kindOf(relation: Relation, platform: Platform): string {
  switch (relation.load.kind) {
    case 'landing':
      throw new Error(`${relation.id} is filled from outside`);
    case 'view':
      return 'VIEW';
    case 'rebuild':
      return 'FULL';
    case 'append':
      // Added to, never changed: the model's own query says which rows are new.
      return 'INCREMENTAL_UNMANAGED';
    case 'replace':
      // To replace a partition means to replace all rows of the keys that it is made of.
      return isWrittenWhole(platform, relation) ? 'FULL' : 'INCREMENTAL_BY_PARTITION';
  }
}

interface Context {
  readonly plan: Plan;
  readonly platform: Platform;
  readonly names: ReadonlyMap<Id, string>;
}

function createPrinter({ platform, names }: Context) {
  const { p, diagnostics } = createPrinting(DIALECTS[platform], {
    relation: (id) => {
      const name = names.get(id);
      if (name === undefined) throw new Error(`relation ${id} is read but not in the plan`);
      return name;
    },
    self: '@this_model',
  });
  return { p, taken: (relation: Relation): readonly Diagnostic[] => diagnostics.splice(0).map((one) => ({ ...one, at: { object: relation.origin } })) };
}

type Printer = ReturnType<typeof createPrinter>;

function modelFile(relation: Relation, name: string, { plan, platform }: Context, { p }: Printer): GeneratedFile {
  const { load, columns, query, primaryKey, uniqueKeys } = relation;
  if (!query || load.kind === 'landing') throw new Error(`${relation.id} is no model`);
  const list = (names: readonly string[]): string => names.map((one) => p.name(one)).join(', ');
  const key = (names: readonly string[]): string => (names.length === 1 ? list(names) : `(${list(names)})`);
  const grains = [...(primaryKey ? [primaryKey] : []), ...uniqueKeys];
  const real = realRows(relation, plan.hash);
  const audits = [
    ...(primaryKey ? [`not_null(columns := (${list(primaryKey)}))`] : []),
    ...grains.map((grain) => uniqueAudit(grain, p)),
    ...columns.flatMap((column) => columnAudits(column, primaryKey, p, real === undefined ? undefined : p.expr(real))),
  ];
  const described = columns.flatMap(({ name: column, description }) =>
    description === undefined ? [] : [`${p.name(column)} = ${p.string(oneLine(description))}`],
  );
  const block = (title: string, entries: readonly string[]): readonly string[] =>
    entries.length === 0 ? [] : [`${title} (\n    ${entries.join(',\n    ')}\n  )`];
  const properties = [
    `name ${name}`,
    `kind ${kindOf(relation, platform)}`,
    ...(relation.owner === undefined ? [] : [`owner ${p.string(oneLine(relation.owner))}`]),
    ...(relation.description === undefined ? [] : [`description ${p.string(oneLine(relation.description))}`]),
    ...(grains.length === 0 ? [] : [`grains (${grains.map(key).join(', ')})`]),
    `tags (${[relation.layer, ...relation.tags].map((tag) => (/^\w+$/.test(tag) ? tag : p.string(oneLine(tag)))).join(', ')})`,
    ...block(
      'columns',
      columns.map(({ name: column, type }) => `${p.name(column)} ${p.type(type)}`),
    ),
    ...block('column_descriptions', described),
    ...block('audits', audits),
    ...physical(relation, platform, p),
  ];
  const text = p.query(isWrittenWhole(platform, relation) ? withUntouched(relation, query) : query);
  const grain = relation.grain === undefined ? '' : `-- Grain: ${relation.grain.replaceAll(/\s+/g, ' ').replace(/\.$/, '')}.\n`;
  return {
    path: `sqlmesh/models/${relation.layer}/${fileName(name.slice(name.indexOf('.') + 1))}.sql`,
    text: `${grain}MODEL (\n  ${properties.join(',\n  ')}\n);\n\n${text}\n`,
  };
}

/** Partitions and clusters, where the engine has them. */
function physical(relation: Relation, platform: Platform, p: Printer['p']): readonly string[] {
  const { physical: all, load } = relation;
  if (load.kind === 'view') return [];
  if (load.kind === 'replace' && !isWrittenWhole(platform, relation)) return [`partitioned_by (${load.key.map((name) => p.name(name)).join(', ')})`];
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
function auditFiles(relation: Relation, name: string, { plan }: Context, { p }: Printer): readonly GeneratedFile[] {
  const beyond = checksOf(plan, relation).filter(({ id }) => id.startsWith('reference.') || (relation.checks ?? []).some((check) => check.id === id));
  return beyond.map(({ id, title, query }) => {
    const audit = fileName(`${name}__${id}`);
    return {
      path: `sqlmesh/audits/${relation.layer}/${audit}.sql`,
      text: `AUDIT (\n  name ${audit},\n  standalone true,\n  description ${p.string(oneLine(title))}\n);\n\n${p.query(query)}\n`,
    };
  });
}

function emit(plan: Plan, platform: Platform) {
  const names = sqlmeshNames(plan, platform);
  const context: Context = { plan, platform, names };
  const printer = createPrinter(context);
  const diagnostics: Diagnostic[] = [];
  const files: GeneratedFile[] = [...projectFiles(plan, platform, names, (type) => printer.p.type(type))];
  for (const relation of plan.relations) {
    if (relation.load.kind === 'landing') continue;
    const name = names.get(relation.id) ?? relation.id;
    files.push(modelFile(relation, name, context, printer), ...auditFiles(relation, name, context, printer));
    diagnostics.push(...printer.taken(relation));
  }
  return { files, diagnostics };
}

/** A SQLMesh project: each model is the plan's own query, of the kind that keeps it as the plan says. */
export const sqlmesh: Target = { id: 'sqlmesh', label: 'SQLMesh project', platforms: PLATFORMS, emit };
