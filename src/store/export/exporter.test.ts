import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { shopProject } from '../../../test/support/shop.ts';
import { emptyProject } from '../../core/model/empty-project.ts';
import { createCompiler } from '../../core/plan/compile.ts';
import { exportPackage, packageName } from '../../core/targets/export-package.ts';
import { TARGETS } from '../../core/targets/registry.ts';
import { zipFiles } from '../../core/targets/zip-files.ts';
import { createExporter, type ExportThread } from './exporter.ts';
import type { ExportMessage, ExportStep } from './messages.ts';
import { createWriting } from './writing.ts';

interface Beside extends ExportThread {
  readonly heard: ExportMessage[];
  fail(error: Error): void;
}

/** A stand-in for the worker: what passes is copied, as between threads. */
function beside(): Beside {
  const heard: ExportMessage[] = [];
  const told: { fail: (error: Error) => void; hear: (message: ExportMessage) => void } = { fail: () => undefined, hear: () => undefined };
  return {
    heard,
    send(message) {
      heard.push(message);
      const copy = structuredClone(message);
      queueMicrotask(() => told.hear(copy));
    },
    listen(onAnswer, onFailure) {
      told.hear = createWriting((answer) => onAnswer(structuredClone(answer)));
      told.fail = onFailure;
    },
    close: () => undefined,
    fail: (error) => told.fail(error),
  };
}

const project = shopProject();
const plan = createCompiler()(project);
const all = TARGETS.map(({ id }) => id);
const silent = (): void => undefined;

it('writes what the command line writes, and packs all of it', async () => {
  const exporter = createExporter(beside());
  const steps: ExportStep[] = [];
  const written = await exporter.write({ project, platform: 'snowflake', targets: all }, (step) => steps.push(step));
  const { files } = exportPackage(plan, { platform: 'snowflake', targets: all });
  expect(written?.paths).toEqual(files.map(({ path }) => path));
  expect(await exporter.text('README.md')).toBe(files[0]?.text);
  expect(await exporter.text('nowhere.sql')).toBeUndefined();
  const { name, bytes } = await exporter.zip();
  expect(name).toBe(`${packageName(plan, 'snowflake')}.zip`);
  expect(Object.entries(unzipSync(bytes)).map(([path, text]) => [path.slice(path.indexOf('/') + 1), strFromU8(text)])).toEqual(
    files.map(({ path, text }) => [path, text]).toSorted(([a = ''], [b = '']) => (a < b ? -1 : 1)),
  );
  expect((await exporter.zip()).bytes).toEqual(bytes);
  expect(steps[0]?.doing).toBe('Compiling the model');
  expect(steps.map(({ done }) => done)).toEqual([0, ...all.map((_, index) => index + 1)]);
  expect(steps.at(-1)).toEqual({ done: all.length, total: all.length + 1, doing: `Writing ${TARGETS.at(-1)?.label} for Snowflake` });
});

it('never lets an older export come after a newer one', async () => {
  const exporter = createExporter(beside());
  const older = exporter.write({ project, platform: 'bigquery', targets: all }, silent);
  const newer = exporter.write({ project, platform: 'postgres', targets: ['ddl'] }, silent);
  expect(await older).toBeUndefined();
  expect((await newer)?.paths).toEqual(exportPackage(plan, { platform: 'postgres', targets: ['ddl'] }).files.map(({ path }) => path));
  expect(await exporter.text('README.md')).toContain('PostgreSQL');
});

it('copies a project once, and writes anew only what is wished besides', async () => {
  const thread = beside();
  const exporter = createExporter(thread);
  await exporter.write({ project, platform: 'duckdb', targets: ['ddl'] }, silent);
  const steps: string[] = [];
  await exporter.write({ project, platform: 'duckdb', targets: ['ddl', 'sql'] }, ({ doing }) => steps.push(doing));
  expect(thread.heard.map((message) => message.ask === 'write' && Object.keys(message.changed))).toEqual([['project'], []]);
  expect(steps).toHaveLength(1);
  const rows = new Map([['customers', 'customer_id\nC1\n']]);
  await exporter.write({ project, rows, platform: 'duckdb', targets: ['dbt'] }, silent);
  await exporter.write({ project, platform: 'duckdb', targets: ['dbt'] }, silent);
  expect(thread.heard.slice(2).map((message) => message.ask === 'write' && message.changed)).toEqual([{ rows }, { rows: null }]);
});

it('writes for an environment, and as in the model again', async () => {
  const exporter = createExporter(beside());
  const environments = [{ name: 'prod', schema_prefix: 'prod_' }];
  const placed = { ...project, settings: { ...project.settings, environments } };
  const marts = `create schema if not exists ${project.settings.schemas.mart};`;
  const schemas = async (): Promise<string> => (await exporter.text('ddl/0000_schemas.sql')) ?? '';
  await exporter.write({ project: placed, platform: 'postgres', targets: ['ddl'], environment: 'prod' }, silent);
  expect(await schemas()).toContain(marts.replace('exists ', 'exists prod_'));
  expect(await exporter.text('README.md')).toContain(`prod_${project.settings.schemas.source}.`);
  expect((await exporter.zip()).name).toBe(`${packageName(plan, 'postgres')}-prod.zip`);
  await exporter.write({ project: placed, platform: 'postgres', targets: ['ddl'] }, silent);
  expect(await schemas()).toContain(marts);
  await expect(exporter.write({ project: placed, platform: 'postgres', targets: ['ddl'], environment: 'qa' }, silent)).rejects.toThrow(/no environment qa/);
});

it('packs while nobody waits, and what was written last in any case', async () => {
  const exporter = createExporter(beside());
  const zips = async (waits: number): Promise<Uint8Array> => {
    await exporter.write({ project, platform: 'duckdb', targets: all }, silent);
    await new Promise((resolve) => {
      setTimeout(resolve, waits);
    });
    await exporter.write({ project, platform: 'postgres', targets: ['ddl'] }, silent);
    return (await exporter.zip()).bytes;
  };
  const { files } = exportPackage(plan, { platform: 'postgres', targets: ['ddl'] });
  expect(await zips(0)).toEqual(zipFiles(packageName(plan, 'postgres'), files));
  expect(await zips(60)).toEqual(await zips(0));
});

it('writes another project when it is another', async () => {
  const exporter = createExporter(beside());
  await exporter.write({ project, platform: 'duckdb', targets: all }, silent);
  const written = await exporter.write({ project: emptyProject('Nothing'), platform: 'duckdb', targets: all }, silent);
  expect(written?.paths).toEqual([]);
});

it('says why nothing came, then and from then on', async () => {
  const thread = beside();
  const exporter = createExporter(thread);
  const broken = { ...project, settings: { ...project.settings, hash: undefined } } as unknown as typeof project;
  await expect(exporter.write({ project: broken, platform: 'duckdb', targets: all }, silent)).rejects.toThrow(/undefined/);
  expect((await exporter.write({ project, platform: 'duckdb', targets: ['ddl'] }, silent))?.paths).toContain('README.md');
  const waiting = exporter.write({ project, platform: 'duckdb', targets: all }, silent);
  thread.fail(new Error('out of memory'));
  await expect(waiting).rejects.toThrow('out of memory');
  await expect(exporter.zip()).rejects.toThrow('out of memory');
});
