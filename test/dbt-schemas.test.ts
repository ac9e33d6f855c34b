// The YAML of dbt projects against the schemas of dbt itself, those of 1.12 and of its successor. They lie beside the project; without them this is skipped.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { shopSample } from '../samples/shop/model.ts';
import { PLATFORMS } from '../src/core/model/schema.ts';
import type { Project } from '../src/core/model/types.ts';
import { createCompiler } from '../src/core/plan/compile.ts';
import { dbt } from '../src/core/targets/dbt/dbt.ts';
import { operatedShop } from './support/shop-operated.ts';
import { shopVault } from './support/shop-vault.ts';

const FOLDER = fileURLToPath(new URL('../../shared/schemas/dbt-yaml/', import.meta.url));
/** Schema by the end of the path of what it describes; properties otherwise. */
const SETS = {
  'core-1.12-internal': { 'dbt_project.yml': 'project-latest.json', '': 'resources-latest.json' },
  latest_fusion: {
    'dbt_project.yml': 'dbt_project-latest-fusion.json',
    'packages.yml': 'packages-latest-fusion.json',
    'selectors.yml': 'selectors-latest-fusion.json',
    '': 'dbt_yml_files-latest-fusion.json',
  },
} as const;
const OTHERS = /(?:packages|profiles|selectors)\.yml$/;

function compiled(set: keyof typeof SETS): (path: string) => ValidateFunction | undefined {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  addFormats.default(ajv);
  const schemas = new Map(
    Object.entries(SETS[set]).map(([end, file]) => [end, ajv.compile(JSON.parse(readFileSync(`${FOLDER}${set}/${file}`, 'utf8')) as object)]),
  );
  return (path) => {
    const named = [...schemas.keys()].find((end) => end !== '' && path.endsWith(end));
    return named === undefined && OTHERS.test(path) ? undefined : schemas.get(named ?? '');
  };
}

const exported = (project: Project, dbtOptions: NonNullable<NonNullable<Project['settings']['exports']>['dbt']>): Project => ({
  ...project,
  settings: { ...project.settings, exports: { dbt: dbtOptions } },
});
const PROJECTS = [
  ['vault', shopVault()],
  ['sample', shopSample()],
  ['operated shop', operatedShop()],
  ['operated shop for 1.12', exported(operatedShop(), { version: '1.12' })],
  ['operated shop with dbt_utils', exported(operatedShop(), { tests: 'dbt_utils' })],
  ['operated shop with dbt_expectations', exported(operatedShop(), { tests: 'dbt_expectations', version: '1.12' })],
] as const;

describe.skipIf(!existsSync(FOLDER))('the YAML of a dbt project', () => {
  it.each(['core-1.12-internal', 'latest_fusion'] as const)('is as the schemas %s want it', { timeout: 60_000 }, (set) => {
    const schemaOf = compiled(set);
    const wrong = new Set<string>();
    let judged = 0;
    for (const [name, project] of PROJECTS) {
      const plan = createCompiler()(project);
      for (const platform of PLATFORMS) {
        for (const { path, text } of dbt.emit(plan, platform).files) {
          // The older way of saying what figures mean is no longer in the schemas, though dbt reads it.
          const old = /^(?:semantic_models|metrics):/m.test(text) && plan.exports.dbt?.version !== '1.12';
          const validate = path.endsWith('.yml') && !old ? schemaOf(path) : undefined;
          if (!validate) continue;
          judged += 1;
          if (!validate(parse(text, { version: '1.1' })))
            for (const { instancePath, message, params } of validate.errors ?? [])
              wrong.add(`${name}, ${platform}, ${path}${instancePath}: ${message} ${JSON.stringify(params)}`);
        }
      }
    }
    expect([...wrong].slice(0, 20)).toEqual([]);
    expect(judged).toBeGreaterThan(500);
  });
});
