import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logistics } from '../../samples/inference/logistics.ts';
import { retail } from '../../samples/inference/retail.ts';
import { subscription } from '../../samples/inference/subscription.ts';
import { applyCommand } from '../../src/core/commands/dispatch.ts';
import type { Engine } from '../../src/core/engine-port.ts';
import { deliveryOf } from '../../src/core/infer/changes.ts';
import { hierarchies } from '../../src/core/infer/dependencies.ts';
import { infer, sourcesOf } from '../../src/core/infer/infer.ts';
import { checkProject } from '../../src/core/model/check-project.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { acceptance, propose } from '../../src/core/propose/propose.ts';
import { PROPOSAL_KINDS } from '../../src/core/propose/proposal.ts';
import { openNodeEngine } from '../../src/engine/duckdb-node.ts';
import { measureSources, type MeasuredSources } from '../../src/engine/infer/measure-sources.ts';
import { runChecks } from '../../src/engine/run-checks.ts';
import { createRunner } from '../../src/engine/run.ts';
import { compared, described } from '../support/described.ts';
import { dropped } from '../support/dropped.ts';

const ALL_RIGHT = { precision: 1, recall: 1, wrong: [], lacking: [] };

describe.each([retail(), subscription(), logistics()])('the sources of $name', ({ name, files, truth }) => {
  let engine: Engine;
  let made: Awaited<ReturnType<typeof dropped>>;
  let measured: MeasuredSources;
  beforeAll(async () => {
    engine = await openNodeEngine();
    made = await dropped(engine, name, files);
    measured = await measureSources(engine, sourcesOf(made.project), made.deliveries);
  });
  afterAll(() => engine.close());
  const inferred = () => infer(made.project, measured.evidence);

  it('are all measured, and nothing of them stays in the engine', async () => {
    expect(measured.unread).toEqual([]);
    expect(measured.evidence.tables.map(({ source }) => source).toSorted()).toEqual(Object.keys(truth.keys).toSorted());
    const { rows } = await engine.query("select count(*) from duckdb_tables() where schema_name = '_orrery_infer'");
    expect(rows).toEqual([['0']]);
  });

  it('have the keys that they were made with', () => {
    const { key } = inferred();
    const found = [...key].map(([source, one]) => `${source}: ${one?.columns.join(', ') ?? ''}`);
    const known = Object.entries(truth.keys).map(([source, columns]) => `${source}: ${columns.join(', ')}`);
    expect(compared(found, known)).toEqual(ALL_RIGHT);
  });

  it('refer to each other as they were made to, and not where values meet by accident', () => {
    const { references } = inferred();
    const said = (kind: 'reference' | 'same') =>
      references.found
        .filter((one) => one.kind === kind)
        .map(({ child, parent }) => [`${child.source}.${child.columns.join('+')}`, `${parent.source}.${parent.columns.join('+')}`]);
    expect(
      compared(
        said('reference').map((ends) => ends.join(' > ')),
        truth.references,
      ),
    ).toEqual(ALL_RIGHT);
    expect(
      compared(
        said('same').map((ends) => ends.toSorted().join(' = ')),
        truth.same,
      ),
    ).toEqual(ALL_RIGHT);
  });

  it('have types, personal columns, levels and deliveries as they were made with', () => {
    const { tables, sensitive, key, references } = inferred();
    const types = tables.flatMap(({ source, columns }) =>
      columns.flatMap(({ column, type, form, isAmbiguous }) =>
        form !== undefined || isAmbiguous === true ? [`${source.id}.${column.id}: ${isAmbiguous === true ? 'ambiguous' : type.kind}`] : [],
      ),
    );
    expect(
      compared(
        types,
        Object.entries(truth.types).map((pair) => pair.join(': ')),
      ),
    ).toEqual(ALL_RIGHT);
    const personal = [...sensitive].flatMap(([source, found]) => found.map(({ column, kind }) => `${source}.${column.column.id}: ${kind}`));
    expect(
      compared(
        personal,
        Object.entries(truth.sensitive).map((pair) => pair.join(': ')),
      ),
    ).toEqual(ALL_RIGHT);
    const levels = tables.flatMap((table) => {
      const id = table.source.id;
      const selfish = references.found.filter(({ child, parent }) => child.source === id && parent.source === id).flatMap(({ child }) => child.columns);
      const without = new Set([...(key.get(id)?.columns ?? []), ...selfish, ...(sensitive.get(id) ?? []).map(({ column }) => column.column.id)]);
      return hierarchies(table, without).map((one) => `${id}: ${one.levels.join(' > ')}`);
    });
    expect(compared(levels, truth.hierarchies)).toEqual(ALL_RIGHT);
    const deliveries = measured.evidence.tables.map(({ source, changes }) => `${source}: ${(changes && deliveryOf(changes)) ?? 'unknown'}`);
    expect(
      compared(
        deliveries,
        Object.entries(truth.deliveries).map((pair) => pair.join(': ')),
      ),
    ).toEqual(ALL_RIGHT);
  });

  it.each(PROPOSAL_KINDS)('speak for the %s that a modeler would draw, which compiles, runs, and holds', async (kind) => {
    const proposal = propose(kind, made.project, measured.evidence);
    const accepted = acceptance(
      proposal,
      proposal.objects.map(({ key }) => key),
    );
    const { project } = applyCommand(made.project, 'proposal.accept', accepted);
    expect(compared(described(project, accepted.objects), truth[kind])).toEqual(ALL_RIGHT);
    expect(proposal.objects.filter(({ reasons }) => reasons.length === 0).map(({ key }) => key)).toEqual([]);

    const plan = createCompiler()(project);
    expect([...checkProject(project), ...plan.diagnostics]).toEqual([]);
    const failures: string[] = [];
    // Another project's tables would stand in the way.
    const own = await openNodeEngine();
    const { outcome, built } = await createRunner(own).run(plan, made.deliveries, {
      onEvent: (event) => {
        if (event.kind === 'failed') failures.push(`${event.relation}: ${event.error.message}`);
        if (event.kind === 'rejected') failures.push(...event.rejects.map(({ reason }) => reason));
      },
    });
    expect({ outcome, failures }).toEqual({ outcome: 'done', failures: [] });
    const results = await runChecks(own, plan, built);
    expect(results.length).toBeGreaterThan(20);
    // A reference that some rows do not have is told of by the vault, and rightly.
    const optional = new Set(inferred().references.found.flatMap(({ missing, child, parent }) => (missing > 0 ? [child.source, parent.source] : [])));
    const broken = results.filter(({ state }) => state !== 'holds');
    expect(broken.filter(({ severity, id }) => severity === 'error' || id !== 'missing_key')).toEqual([]);
    expect(broken.length === 0 || optional.size > 0).toBe(true);
    for (const { id, fact_type } of accepted.objects.flatMap((object) => (object.kind === 'fact' ? [object] : []))) {
      const table = plan.byId.get(id)?.table;
      const { rows } = await own.query(`select count(*) from "${table?.schema ?? ''}"."${table?.name ?? ''}"`);
      expect(Number(rows[0]?.[0]), fact_type).toBeGreaterThan(100);
    }
    await own.close();
    // What is in the model is not proposed again.
    expect(propose(kind, project, measured.evidence).objects).toEqual([]);
  });
});
