import { PLATFORMS } from '../../model/schema.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Platform } from '../../model/types.ts';
import type { Emitted, GeneratedFile, LandedRows, Target } from '../types.ts';
import { automateDv, automateDvProblems, macroText } from './automate-dv.ts';
import { dbtNames, seedName, sourceNames, unquotableColumns } from './dbt-names.ts';
import { createDbtPrinter } from './dbt-query.ts';
import { ownCode, ownedBy } from '../own-code.ts';
import { fileName } from '../plain-name.ts';
import { inJinja, jinjaString } from './jinja.ts';
import { modelComment, modelConfig } from './model-config.ts';
import { projectFiles } from './project-files.ts';
import { accessProblems, exposureFiles, groupFiles } from './exposures.ts';
import { seedFiles } from './seeds.ts';
import { snapshotFiles } from './snapshots.ts';
import { semanticsOf } from './semantics.ts';
import { modelProperties, sourceProperties, type PropertyContext } from './properties.ts';

const comment = (lines: readonly string[]): string => lines.map((line) => `-- ${line}\n`).join('');

function modelFiles(
  relation: Relation,
  folder: string,
  context: PropertyContext,
  rows: LandedRows,
): { readonly files: readonly GeneratedFile[]; readonly diagnostics: readonly Diagnostic[] } {
  const { platform, names, sources, printer } = context;
  const name = names.get(relation.id);
  if (!name) throw new Error(`${relation.id} is no model`);
  const loaded = automateDv(context.plan, platform, relation);
  const { text, diagnostics } = loaded ? printer.check(loaded.staged, relation) : printer.model(relation);
  // A source waits for nothing by itself: this puts the seed that fills it first.
  const seeds = relation.dependsOn.flatMap((id) => (rows.has(id) ? (sources.get(id) ?? []) : []));
  const dependsOn = comment(seeds.map((source) => `depends_on: {{ ref(${jinjaString(seedName(source))}) }}`));
  const own = ownCode(relation, 'dbt');
  const checks = relation.part === 'rejects' ? [] : (relation.checks ?? []).map((check) => ({ ...check, printed: printer.check(check.query, relation) }));
  const head = (about: readonly string[]): string =>
    `${modelConfig(relation, platform, name.table, name.model)}\n\n${own === '' ? '' : `${own}\n`}${dependsOn}${comment(about)}`;
  const model = loaded
    ? `${head(['Loaded by a macro of AutomateDV, which nobody has compared with the run of the model.'])}${macroText(loaded, name.staged)}\n`
    : `${head(modelComment(relation, platform))}${text}\n`;
  return {
    files: [
      ...(loaded
        ? [
            {
              path: `models/${folder}/${name.staged}.sql`,
              text: `{{ config(materialized='view') }}\n\n-- What was delivered for ${name.model}, as AutomateDV wants it: under the names of its columns.\n${text}\n`,
            },
          ]
        : []),
      { ...ownedBy(relation), path: `models/${folder}/${name.model}.sql`, text: model },
      { path: `models/${folder}/${name.model}.yml`, text: modelProperties(relation, context) },
      ...checks.map(({ id, title, severity, printed }) => ({
        path: `tests/${folder}/${name.model}__${fileName(id)}.sql`,
        text: `{{ config(severity=${jinjaString(severity === 'warning' ? 'warn' : 'error')}) }}\n\n-- Holds where there is no row: ${inJinja(title.replaceAll(/\s+/g, ' '))}\n${printed.text}\n`,
      })),
    ],
    diagnostics: [...diagnostics, ...checks.flatMap(({ printed }) => printed.diagnostics)],
  };
}

function emit(plan: Plan, platform: Platform, rows: LandedRows = new Map()): Emitted {
  const names = dbtNames(plan, platform);
  const sources = sourceNames(plan, platform);
  const printer = createDbtPrinter(plan, platform, names, sources);
  const semantics = semanticsOf(plan, platform, names, printer);
  const context: PropertyContext = { plan, platform, names, sources, printer, semantics, seeded: new Set(rows.keys()) };
  const models = plan.relations.filter(({ load }) => load.kind !== 'landing').map((relation) => modelFiles(relation, relation.layer, context, rows));
  const snapshots = snapshotFiles(context);
  const files = [
    ...projectFiles(plan, platform, rows.size > 0),
    { path: 'models/landing/landing.yml', text: sourceProperties(context) },
    ...seedFiles(context, rows),
    ...groupFiles(plan),
    ...exposureFiles(context),
    ...semantics.files,
    ...snapshots.files,
    ...models.flatMap((model) => model.files),
  ];
  return {
    files: files.map((file) => ({ ...file, path: `dbt/${file.path}` })),
    diagnostics: [
      ...accessProblems(plan),
      ...unquotableColumns(plan, platform),
      ...automateDvProblems(plan, platform),
      ...snapshots.diagnostics,
      ...models.flatMap((model) => model.diagnostics),
    ],
  };
}

/** A dbt project that builds as it is, without packages: each model is the plan's own query, kept the way the plan says. */
export const dbt: Target = { id: 'dbt', label: 'dbt project', platforms: PLATFORMS, takesRows: true, knowsEnvironments: true, emit };
