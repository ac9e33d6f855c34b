import { strFromU8, strToU8 } from 'fflate';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { shopProject } from '../../test/support/shop.ts';
import { workbook } from '../../test/support/workbook.ts';
import type { Engine } from '../core/engine-port.ts';
import { unzipProject, zipProject } from '../core/model/project-zip.ts';
import { writeProject } from '../core/model/write-project.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { createStudio } from './create-studio.ts';
import type { Folder, Storage, StudioPorts } from './ports.ts';
import type { IncomingFile, Studio } from './studio-types.ts';

function memory(values = new Map<string, unknown>()): Storage & { readonly values: Map<string, unknown>; failing: boolean } {
  return {
    values,
    failing: false,
    get: async (key) => structuredClone(values.get(key)),
    async set(key, value) {
      if (this.failing) throw new Error('quota exceeded');
      values.set(key, structuredClone(value));
    },
    remove: async (key) => {
      values.delete(key);
    },
    keys: async () => [...values.keys()],
  };
}

const sample = (): Uint8Array =>
  zipProject({
    texts: writeProject({
      ...shopProject(),
      deliveries: [
        { id: 'd1', load_date: '2026-01-01T06:00:00', files: { customers: 'data/d1/customers.csv', orders: 'data/d1/orders.csv' } },
        { id: 'd2', load_date: '2026-01-02T06:00:00', files: { customers: 'data/d2/customers.csv' } },
      ],
    }),
    data: new Map([
      ['data/d1/customers.csv', strToU8('customer_id,city,email\nC1,Ulm,a@x\nC2,Bonn,b@x\n')],
      ['data/d1/orders.csv', strToU8('order_id,customer_id,ordered_at,shipped_on,amount\nO1,C1,2026-01-01 05:00:00,,10.50\n')],
      ['data/d2/customers.csv', strToU8('customer_id,city,email\nC1,Kiel,a@x\n')],
    ]),
  });

const file = (name: string, text: string): IncomingFile => {
  const bytes = strToU8(text);
  return { name, size: bytes.length, arrayBuffer: async () => bytes.slice().buffer };
};

let engine: Engine;
beforeAll(async () => {
  engine = await openNodeEngine();
});

async function open(storage: Storage, ports: Partial<StudioPorts> = {}): Promise<Studio> {
  const studio = await createStudio({
    openEngine: async () => engine,
    openExportThread: () => {
      throw new Error('nothing is exported here');
    },
    storage,
    clock: () => new Date('2026-03-01T10:00:00Z'),
    loadSample: async () => sample(),
    ...ports,
  });
  await studio.ready;
  opened.push(studio);
  return studio;
}
/** All share one engine: what one still looks at, also back on earlier deliveries, must not meet the runs of the next. */
const opened: Studio[] = [];
afterEach(async () => {
  for (const studio of opened.splice(0)) {
    let calm = 0;
    await vi.waitFor(
      () => {
        const { phase, lookingAt } = studio.getState().checks;
        calm = phase === 'running' || lookingAt !== undefined ? 0 : calm + 1;
        expect(calm).toBeGreaterThan(2);
      },
      { interval: 20, timeout: 20_000 },
    );
  }
});
const errors = (studio: Studio) =>
  studio
    .getState()
    .notices.filter(({ tone }) => tone === 'error')
    .map(({ message }) => message);

describe('the project', () => {
  it('begins with the sample and is there after a reload, with its history', async () => {
    const storage = memory();
    const studio = await open(storage);
    expect(studio.getState().project.name).toBe('Shop');
    expect(studio.actions.dispatch('object.rename', { id: 'hub_order', name: 'hub_purchase' })).toBe(true);
    studio.actions.dispatch('object.remove', { ids: ['fct_month'] });
    studio.actions.undo();
    await studio.actions.flush();
    expect(studio.getState().saved).toBe('saved');

    const again = await open(storage);
    expect(again.getState().project).toEqual(studio.getState().project);
    expect(again.getState()).toMatchObject({ undoLabel: 'Rename', redoLabel: 'Delete' });
    again.actions.undo();
    expect(again.getState().project.objects.hub_order?.name).toBe('hub_order');
    expect(await again.getState().files.get('data/d2/customers.csv')?.read()).toEqual(strToU8('customer_id,city,email\nC1,Kiel,a@x\n'));
    // Chromium refuses to keep an array of more than 127 MiB; a blob it keeps.
    expect([...storage.values].filter(([key]) => key.startsWith('file/')).every(([, value]) => value instanceof Blob)).toBe(true);
  });

  it('keeps data files in a browser that takes no blobs, and says so where it takes neither', async () => {
    // What WebKit does in a private window, without a reason.
    const refusing = (refused: (value: unknown, key: string) => boolean): Storage => {
      const kept = memory();
      return { ...kept, set: async (key, value) => (refused(value, key) ? Promise.reject(null) : kept.set(key, value)) };
    };
    const storage = refusing((value) => value instanceof Blob);
    const studio = await open(storage);
    expect(errors(studio)).toEqual([]);
    await studio.actions.flush();
    const again = await open(storage);
    expect(await again.getState().files.get('data/d2/customers.csv')?.read()).toEqual(strToU8('customer_id,city,email\nC1,Kiel,a@x\n'));
    const neither = await open(refusing((_, key) => key.startsWith('file/')));
    expect(errors(neither)).toContainEqual(expect.stringContaining('could not save data/d1/customers.csv (it gives no reason)'));
  });

  it('is saved as the very bytes it was opened from', async () => {
    const studio = await open(memory());
    expect((await studio.actions.projectZip()).bytes).toEqual(sample());
  });

  it('stays as it is when another cannot be opened, and can be reopened when one was', async () => {
    const storage = memory();
    const studio = await open(storage);
    const before = studio.getState().project;
    await studio.actions.openFiles([file('bad.zip', 'not a zip')]);
    await studio.actions.openFiles([
      {
        ...file('later.zip', ''),
        arrayBuffer: async () => zipProject({ texts: new Map([['orrery.yaml', 'format: 99\nname: x\n']]), data: new Map() }).slice().buffer,
      },
    ]);
    expect(errors(studio)).toEqual([expect.stringContaining('it is no zip'), expect.stringContaining('saved by a later Orrery')]);
    expect(studio.getState().project).toBe(before);
    await studio.actions.newProject('Fresh');
    expect(studio.getState().project.name).toBe('Fresh');
    await studio.actions.reopenPrevious();
    expect(studio.getState().project).toEqual(before);
  });

  it('tells once that it cannot be saved, keeps the work, and saves when it can again', async () => {
    const storage = memory();
    const studio = await open(storage, { room: { look: async () => ({ used: 48_200_000, limit: 50_000_000, promised: false }), ask: async () => false } });
    await studio.actions.flush();
    storage.failing = true;
    studio.actions.dispatch('project.rename', { name: 'Kept' });
    await studio.actions.flush();
    studio.actions.dispatch('project.rename', { name: 'Kept still' });
    await studio.actions.flush();
    expect(studio.getState().saved).toBe('failed');
    expect(errors(studio)).toEqual([expect.stringContaining('no room left for the project: 48 MB of 50 MB are used')]);
    expect(studio.actions.unsaved()).toBe(true);
    storage.failing = false;
    await studio.actions.flush();
    expect((await open(storage)).getState().project.name).toBe('Kept still');
  });

  it('is not overwritten by a second tab that no lock held back: what was changed there is kept beside it', async () => {
    const storage = memory();
    const one = await open(storage);
    await one.actions.flush();
    const two = await open(storage);
    one.actions.dispatch('project.rename', { name: 'First' });
    await one.actions.flush();
    two.actions.dispatch('object.rename', { id: 'hub_order', name: 'hub_purchase' });
    await two.actions.flush();
    expect(errors(two)).toEqual([expect.stringContaining('changed in another tab at the same time')]);
    await two.actions.flush();
    const names = (await one.actions.projects()).map(({ name }) => name);
    expect(names.toSorted()).toEqual(['First', 'Shop (changed in another tab too)']);
    expect(two.getState().project.objects.hub_order?.name).toBe('hub_purchase');
  });

  it('starts, and leaves it where it is, when what is kept is broken', async () => {
    const storage = memory(new Map([['project', { revision: 1, project: { format: 1, name: '' } }]]));
    const studio = await open(storage);
    expect(errors(studio)).toEqual([expect.stringContaining('was set aside, not deleted')]);
    expect(studio.getState().project.name).toBe('Untitled');
    expect(await studio.actions.projects()).toEqual([expect.objectContaining({ name: 'Unreadable project', problem: expect.any(String) as unknown })]);
  });

  it('is written to a folder: only what changed, and without the files of deleted objects', async () => {
    const files = new Map<string, Uint8Array>([['README.md', strToU8('mine')]]);
    const written: string[] = [];
    const folder: Folder = {
      name: 'repo',
      list: async () => [...files.keys()],
      read: async (path) => files.get(path) ?? new Uint8Array(),
      write: async (path, bytes) => {
        written.push(path);
        files.set(path, bytes);
      },
      remove: async (path) => {
        files.delete(path);
      },
    };
    const studio = await open(memory(), { pickFolder: async () => folder });
    await studio.actions.saveFolder();
    expect(files.size).toBe(1 + unzipProject(sample()).texts.size + 3);
    written.length = 0;
    studio.actions.dispatch('object.remove', { ids: ['fct_month'] });
    studio.actions.dispatch('object.rename', { id: 'hub_order', name: 'hub_purchase' });
    await studio.actions.saveFolder();
    expect(written).toEqual(['objects/hub/hub_order.yaml']);
    expect(files.has('objects/fact/fct_month.yaml')).toBe(false);
    expect(strFromU8(files.get('README.md') ?? new Uint8Array())).toBe('mine');
    await studio.actions.openFolder();
    expect(studio.getState()).toMatchObject({ folder: 'repo', project: { objects: { hub_order: { name: 'hub_purchase' } } } });
  });
});

describe('files', () => {
  it('become typed sources and deliveries with one undo; what cannot be read is named', async () => {
    const studio = await open(memory());
    await studio.actions.newProject('New');
    await studio.actions.openFiles([
      file('clients_2026-01-05.csv', 'client_id,name,since\n1,Ann,2025-12-01\n2,Bob,2025-12-02\n'),
      file('clients_2026-01-06.csv', 'client_id,name,since\n1,Anna,2025-12-01\n'),
      file('events.ndjson', '{"id":"e1","amount":1.5}\n{"id":"e2","amount":2}\n'),
      file('empty.csv', ''),
      file('twice.csv', 'id,id,\n1,2,3\n4,5\n'),
    ]);
    const { project, notices } = studio.getState();
    expect(notices.find(({ tone }) => tone === 'info')?.message).toBe(
      'twice.csv: column 2 repeats the name id and is called id_2; column 3 has no name in the header and is called column_3; 1 line is left out; the first is line 3: 2 values for 3 columns.',
    );
    expect(project.objects.clients).toMatchObject({
      key: ['client_id'],
      columns: [
        { name: 'client_id', type: 'bigint' },
        { name: 'name', type: 'text' },
        { name: 'since', type: 'date' },
      ],
    });
    expect(project.deliveries.map(({ load_date, files }) => [load_date, files])).toEqual([
      ['2026-01-05T00:00:00', { clients: 'data/2026_01_05_000000/clients_2026-01-05.csv' }],
      ['2026-01-06T00:00:00', { clients: 'data/2026_01_06_000000/clients_2026-01-06.csv' }],
      ['2026-03-01T10:00:00', { events: 'data/2026_03_01_100000/events.ndjson', twice: 'data/2026_03_01_100000/twice.csv' }],
    ]);
    expect(Object.keys(project.diagrams.main?.placed ?? {}).toSorted()).toEqual(['clients', 'events', 'twice']);
    expect(errors(studio)).toEqual([expect.stringContaining('empty.csv')]);
    studio.actions.undo();
    expect(studio.getState().project).toMatchObject({ objects: {}, deliveries: [] });
  });

  it('come out of a workbook sheet by sheet, a delivery of each at the date in its name', async () => {
    const studio = await open(memory());
    await studio.actions.newProject('Books');
    const book = (name: string, sheets: Parameters<typeof workbook>[0]): IncomingFile => {
      const bytes = workbook(sheets);
      return { name, size: bytes.length, arrayBuffer: async () => bytes.slice().buffer as ArrayBuffer };
    };
    const orders = [
      ['order_id', 'code'],
      [1, '007'],
    ];
    await studio.actions.openFiles([
      book('shop_2026-01-05.xlsx', { Cover: [], Orders: orders, Sheet2: [['id'], [5]] }),
      book('shop_2026-01-06.xlsx', { Orders: orders, Sheet2: [['id'], [6]] }),
      book('single.xlsx', { Whatever: [['Orders of today'], ...orders] }),
      file('false.xlsx', 'a,b'),
    ]);
    const { project, notices } = studio.getState();
    expect(project.objects.orders).toMatchObject({ columns: [{ type: 'bigint' }, { type: 'text' }] });
    expect(project.deliveries.map(({ load_date, files }) => [load_date, files])).toEqual([
      ['2026-01-05T00:00:00', { orders: 'data/2026_01_05_000000/Orders.ndjson', shop_sheet2: 'data/2026_01_05_000000/shop_Sheet2.ndjson' }],
      ['2026-01-06T00:00:00', { orders: 'data/2026_01_06_000000/Orders.ndjson', shop_sheet2: 'data/2026_01_06_000000/shop_Sheet2.ndjson' }],
      ['2026-03-01T10:00:00', { single: 'data/2026_03_01_100000/single.ndjson' }],
    ]);
    expect(errors(studio)).toEqual([expect.stringContaining('false.xlsx is no .xlsx workbook')]);
    expect(notices.filter(({ tone }) => tone === 'info').map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        'shop_2026-01-05.xlsx: each of its 2 sheets is read as a source: orders, shop_sheet2.',
        'single.xlsx: the line above the table of sheet Whatever is not read.',
      ]),
    );
  });

  it('join the source they are of', async () => {
    const studio = await open(memory());
    await studio.actions.openFiles([file('customers.csv', 'customer_id,city,email\nC3,Lyon,c@x\n')]);
    expect(studio.getState().project.deliveries.at(-1)).toMatchObject({
      load_date: '2026-03-01T10:00:00',
      files: { customers: 'data/2026_03_01_100000/customers.csv' },
    });
    expect(Object.keys(studio.getState().project.objects)).toHaveLength(12);
    await studio.actions.openFiles([file('orders.csv', 'x,y\n1,2\n')]);
    expect(errors(studio)).toEqual([expect.stringContaining('none of the columns of orders')]);
  });
});

describe('a run', () => {
  // A runner owns the tables of its engine.
  beforeEach(async () => {
    engine = await openNodeEngine();
  });
  afterEach(() => engine.close());

  it('builds all, then nothing; an edit makes stale what it touches, its undo makes it built again', async () => {
    const studio = await open(memory());
    await studio.actions.run();
    const { run } = studio.getState();
    expect(run).toMatchObject({ phase: 'done', upTo: 'd2' });
    expect([...run.relations.values()].every(({ status }) => status === 'built')).toBe(true);
    expect(run.relations.get('sat_customer')?.rows).toBe(3);
    // A run looks at what must hold of what it built.
    await vi.waitFor(() => expect(studio.getState().checks.phase).toBe('done'), 20_000);
    const { results } = studio.getState().checks;
    expect([...results.values()].flat().filter(({ state }) => state !== 'holds')).toEqual([]);
    expect(results.get('hub_customer')?.map(({ id }) => id)).toEqual(['key', 'missing_key']);
    expect((await studio.actions.checkRows('hub_customer', 'key', { offset: 0, limit: 10 })).rows).toEqual([]);
    await studio.actions.run();
    expect([...studio.getState().run.relations.values()].every(({ status }) => status === 'kept')).toBe(true);

    studio.actions.dispatch('feed.map', { object: 'sat_customer', index: 0, column: 'city', from: 'email' });
    const stale = () => [...studio.getState().run.relations].filter(([, { status }]) => status === 'stale').map(([id]) => id);
    // Its hash diff is worked out in staging, which is a view.
    await vi.waitFor(() => expect(stale()).toEqual(['stg_customers', 'sat_customer', 'sat_customer/timeline', 'sat_customer/rejects']), 5000);
    studio.actions.undo();
    await vi.waitFor(() => expect(stale()).toEqual([]), 5000);

    await studio.actions.runAgain();
    expect(
      studio
        .getState()
        .run.log.filter(({ added, removed }) => (added ?? 0) > 0 || (removed ?? 0) > 0)
        .map(({ relation }) => relation)
        .filter((id) => !['customers', 'dim_date'].includes(id)),
    ).toEqual([]);
    const page = await studio.actions.page('hub_customer', { offset: 0, limit: 1, order: { column: 'customer_id', descending: true } });
    expect(page.rows.map((row) => row[1])).toEqual(['C2']);
    const orders = await studio.actions.openRows('hub_order');
    expect(strFromU8(await orders.exported({ filters: [], sorts: [] }, ['order_id'], 'csv'))).toContain('O1');
    await orders.close();
  });

  it('can be stopped at a delivery, and cancelled without losing the engine', async () => {
    const studio = await open(memory());
    await studio.actions.run('d1');
    expect(studio.getState().run).toMatchObject({ phase: 'done', upTo: 'd1' });
    expect(studio.getState().run.relations.get('sat_customer')?.rows).toBe(2);
    studio.actions.dispatch('object.update', { id: 'dim_date', patch: { last: '2027-12-31' } });
    const running = studio.actions.run();
    studio.actions.cancel();
    await running;
    expect(studio.getState().run.phase).toBe('cancelled');
    await studio.actions.run();
    expect(studio.getState().run.relations.get('sat_customer')?.rows).toBe(3);
  });

  it('tells nothing as loaded that a cancelled run left half done', async () => {
    const studio = await open(memory());
    const running = studio.actions.run();
    await new Promise<void>((resolve) => {
      const stop = studio.subscribe(({ run }) => {
        if (run.steps === 0) return;
        stop();
        resolve();
      });
    });
    studio.actions.cancel();
    await running;
    const { run } = studio.getState();
    expect(run.phase).toBe('cancelled');
    expect(run.upTo).toBeUndefined();
    expect([...run.relations.values()].filter(({ status }) => status !== 'stale')).toEqual([]);
    await studio.actions.run();
    expect(studio.getState().run.upTo).toBe('d2');
    const again = studio.actions.run();
    studio.actions.cancel();
    await again;
    expect(studio.getState().run).toMatchObject({ phase: 'cancelled', upTo: 'd2' });
    expect([...studio.getState().run.relations.values()].filter(({ status }) => status === 'stale')).toEqual([]);
  });

  it('reconciles the deliveries, having run first, and proves a mart through the vault', async () => {
    const studio = await open(memory());
    const { actions, getState } = studio;
    await actions.reconcile();
    expect(getState().run.phase).toBe('done');
    const { phase, reconciled } = getState().proof;
    expect(phase).toBe('done');
    expect(
      reconciled?.sources.map(({ staging, deliveries }) => [staging, deliveries.map(({ staged, missing, extra }) => [staged, missing.count, extra.count])]),
    ).toEqual([
      [
        'stg_customers',
        [
          [2, 0, 0],
          [1, 0, 0],
        ],
      ],
      ['stg_orders', [[1, 0, 0]]],
    ]);
    await actions.prove(['dim_customer']);
    expect(getState().proof).toMatchObject({ phase: 'done', what: 'prove', proven: [{ object: 'dim_customer', outcome: 'equal' }] });
    expect(getState().run.relations.get('sat_customer')?.rows).toBe(3);
  });

  it('lets the engine practise before the first run, which ends that and finds nothing changed', async () => {
    const rehearsed: number[] = [];
    let signal: Parameters<Engine['rehearse']>[1] | undefined;
    const studio = await open(memory(), {
      openEngine: async () => ({
        ...engine,
        rehearse: async (statements, until) => {
          signal = until;
          rehearsed.push(statements.length);
          return engine.rehearse(statements, until);
        },
      }),
    });
    const prepared = studio.actions.prepareRun();
    await vi.waitFor(() => expect(rehearsed).toHaveLength(1));
    expect(studio.getState().run.phase).toBe('never');
    await studio.actions.run();
    await prepared;
    expect(signal?.aborted).toBe(true);
    expect(rehearsed[0]).toBeGreaterThan(50);
    expect(studio.getState().run.relations.get('sat_customer')?.rows).toBe(3);
    await studio.actions.prepareRun();
    expect(rehearsed).toHaveLength(1);
  });

  it('says why the engine did not start, and tries again', async () => {
    let broken = true;
    const studio = await open(memory(), {
      openEngine: async () => {
        if (broken) throw new Error('no worker');
        return engine;
      },
    });
    await studio.actions.run();
    expect(studio.getState().run).toMatchObject({ phase: 'failed', message: 'no worker' });
    broken = false;
    await studio.actions.run();
    expect(studio.getState().run.phase).toBe('done');
  });
});
