import { emptyProject } from '../src/core/model/empty-project.ts';
import { zipProject } from '../src/core/model/project-zip.ts';
import type { ModelObject } from '../src/core/model/types.ts';
import { writeProject } from '../src/core/model/write-project.ts';
import { expect, test, type Studio } from './studio.ts';

const column = (id: string, type: string) => ({ id, name: id, type });
const staged = (id: string, type: string) => ({ ...column(id, type), from: id });

/** Guests with their rooms: a source of texts, staged with types, into a hub and a satellite. */
function guests(): string {
  const objects: readonly ModelObject[] = [
    {
      kind: 'source',
      id: 'guests',
      name: 'guests',
      delivery: 'full',
      key: ['guest'],
      columns: [column('guest', 'text'), column('room', 'text'), column('since', 'text')],
    },
    {
      kind: 'staging',
      id: 'stg_guests',
      name: 'stg_guests',
      source: 'guests',
      columns: [staged('guest', 'text'), staged('room', 'integer'), staged('since', 'date')],
    },
    { kind: 'hub', id: 'hub_guest', name: 'hub_guest', columns: [column('guest', 'text')], feeds: [{ from: 'stg_guests', map: { guest: 'guest' } }] },
    {
      kind: 'satellite',
      id: 'sat_guest',
      name: 'sat_guest',
      parent: 'hub_guest',
      columns: [column('room', 'integer'), column('since', 'date')],
      feeds: [{ from: 'stg_guests', map: { room: 'room', since: 'since' } }],
    },
  ];
  const placed = Object.fromEntries(objects.map(({ id }, index) => [id, { x: index * 320, y: 0 }]));
  const project = { ...emptyProject('Hotel'), objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
  const texts = writeProject({ ...project, diagrams: { main: { id: 'main', name: 'Main', placed } } });
  return Buffer.from(zipProject({ texts, data: new Map() })).toString('base64');
}

async function opened(studio: Studio, title: RegExp): Promise<string[][]> {
  await studio.page.locator('.or-check', { hasText: title }).first().click();
  return studio.cells();
}

test('a bad value, a blank key and two rows for one key are told as checks, each with its rows', async ({ studio }) => {
  await studio.open();
  await studio.drop([{ name: 'hotel.zip', base64: guests() }]);
  await expect(studio.project).toContainText('Hotel');
  await studio.drop([
    {
      name: 'guests_2026-01-05.csv',
      text: 'guest,room,since\nAnn,12,2026-01-01\nBob,twelve,2026-01-02\n  ,14,2026-01-03\nCid,15,2026-02-30\nDan,16,2026-01-04\nDan,17,2026-01-04\n',
    },
  ]);
  await expect(studio.page.getByRole('region', { name: 'Deliveries' }).getByText('2026-01-05').first()).toBeVisible({ timeout: 60_000 });
  await studio.run();
  await studio.tab('Checks').click();
  const panel = studio.page.locator('.or-panel');
  await expect(panel.getByRole('status')).toContainText(/3 warnings/, { timeout: 60_000 });

  expect(await opened(studio, /every value fits its type/)).toEqual([expect.arrayContaining(['room: twelve']), expect.arrayContaining(['since: 2026-02-30'])]);
  expect(await opened(studio, /row has its keys|business key/)).toHaveLength(1);
  // The last in the file counts: room 16 gave way to room 17.
  expect(await opened(studio, /two different states/)).toEqual([expect.arrayContaining(['16'])]);

  await expect(studio.line('hub_guest').getByRole('img', { name: 'A check warns' })).toBeVisible();
  await expect(studio.page.locator('.or-node[data-object="stg_guests"]').getByRole('img', { name: 'A check warns' })).toBeVisible();
  // The selected object's own checks, then all again.
  await studio.line('hub_guest').click();
  await expect(panel.locator('.or-check', { hasText: 'every value fits' })).toHaveCount(0);
  await studio.button('All objects').click();
  await expect(panel.locator('.or-check', { hasText: 'every value fits' })).toHaveCount(1);

  expect(studio.watched.errors).toEqual([]);
});
