import * as z from 'zod';
import { Delivery, Id, Source } from '../model/schema.ts';
import type { Delivery as DeliveryType, Id as IdText, Project } from '../model/types.ts';
import { command, diagramIn, objectOfKind, patched, placing } from './define.ts';
import { CommandError } from './types.ts';

function deliveryIn(draft: Project, id: IdText): DeliveryType {
  const delivery = draft.deliveries.find((candidate) => candidate.id === id);
  if (!delivery) throw new CommandError(`There is no delivery ${id}.`);
  return delivery;
}

/** Deliveries stay in the order in which they load. */
const inOrder = (draft: Project): void => {
  draft.deliveries.sort((a, b) => (a.load_date < b.load_date ? -1 : a.load_date > b.load_date ? 1 : 0));
};

function addDelivery(draft: Project, delivery: DeliveryType): void {
  if (draft.deliveries.some((candidate) => candidate.id === delivery.id)) throw new CommandError(`There is a delivery ${delivery.id} already.`);
  const twin = draft.deliveries.find((candidate) => candidate.load_date === delivery.load_date);
  if (twin) throw new CommandError(`${twin.label ?? twin.id} has the load date ${delivery.load_date} already: give this delivery another.`);
  draft.deliveries.push(delivery);
  inOrder(draft);
}

export const deliveryAdd = command('delivery.add', 'Add delivery', z.object({ delivery: Delivery }), (draft, { delivery }) => addDelivery(draft, delivery));

export const deliveryUpdate = command(
  'delivery.update',
  'Change delivery',
  z.object({ id: Id, patch: z.record(z.string(), z.unknown()) }),
  (draft, { id, patch }) => {
    if ('id' in patch) throw new CommandError('The id of a delivery cannot be changed.');
    const parsed = Delivery.safeParse(patched(deliveryIn(draft, id), patch));
    if (!parsed.success) throw new CommandError(`The delivery was not changed: ${parsed.error.issues.map(({ message }) => message).join('; ')}.`);
    const next = parsed.data;
    const twin = draft.deliveries.find((candidate) => candidate.id !== id && candidate.load_date === next.load_date);
    if (twin) throw new CommandError(`${twin.label ?? twin.id} has the load date ${next.load_date} already.`);
    draft.deliveries = draft.deliveries.map((candidate) => (candidate.id === id ? next : candidate));
    inOrder(draft);
  },
);

export const deliveryRemove = command('delivery.remove', 'Remove delivery', z.object({ id: Id }), (draft, { id }) => {
  draft.deliveries.splice(draft.deliveries.indexOf(deliveryIn(draft, id)), 1);
});

export const deliveryFile = command(
  'delivery.file',
  'Assign file',
  z.object({ delivery: Id, source: Id, path: z.string().min(1).nullable() }),
  (draft, { delivery, source, path }) => {
    objectOfKind(draft, source, 'source');
    const { files } = deliveryIn(draft, delivery);
    if (path === null) delete files[source];
    else files[source] = path;
  },
);

const COLUMN_WIDTH = 320;
const ROW_HEIGHT = 40;

/** New sources under one another, left of what is on the diagram, or at the place of the drop. */
export function placeSources(
  draft: Project,
  ids: readonly IdText[],
  at: { readonly diagram?: IdText | undefined; readonly x?: number | undefined; readonly y?: number | undefined },
): void {
  if (at.diagram === undefined) return;
  const { placed } = diagramIn(draft, at.diagram);
  const spots = Object.values(placed);
  let x = at.x ?? (spots.length === 0 ? 0 : Math.min(...spots.map((spot) => spot.x)) - COLUMN_WIDTH);
  let y = at.y ?? (spots.length === 0 ? 0 : Math.min(...spots.map((spot) => spot.y)));
  for (const id of ids) {
    const object = draft.objects[id];
    placed[id] = { x: Math.round(x), y: Math.round(y) };
    y += ROW_HEIGHT * 2 + 24 * (object?.kind === 'source' ? object.columns.length : 0);
    if (y - (at.y ?? 0) > 1600) {
      x -= COLUMN_WIDTH;
      y = at.y ?? 0;
    }
  }
}

/** One drop of files: new sources, and the deliveries their files came with; files of known sources join them. */
export const sourceImport = command(
  'source.import',
  'Import files',
  z.object({ sources: z.array(Source), delivery: Delivery.optional(), deliveries: z.array(Delivery).optional(), ...placing }),
  (draft, { sources, delivery, deliveries = [], ...at }) => {
    const fresh = sources.filter((source) => !Object.hasOwn(draft.objects, source.id));
    for (const source of fresh) draft.objects[source.id] = source;
    placeSources(
      draft,
      fresh.map(({ id }) => id),
      at,
    );
    for (const incoming of delivery ? [delivery, ...deliveries] : deliveries) {
      for (const source of Object.keys(incoming.files)) objectOfKind(draft, source, 'source');
      const known = draft.deliveries.find((candidate) => candidate.id === incoming.id || candidate.load_date === incoming.load_date);
      if (known) Object.assign(known.files, incoming.files);
      else addDelivery(draft, incoming);
    }
  },
);
