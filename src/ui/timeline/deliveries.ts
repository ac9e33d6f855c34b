import type { Delivery, Id, Project } from '../../core/model/types.ts';
import type { RunState } from '../../store/studio-types.ts';

/** In the order in which they load. */
export const inLoadOrder = (deliveries: readonly Delivery[]): readonly Delivery[] =>
  deliveries.toSorted((a, b) => (a.load_date < b.load_date ? -1 : a.load_date > b.load_date ? 1 : 0));

/** The deliveries that the engine holds: those up to the last one loaded. */
export function loadedIds(deliveries: readonly Delivery[], { upTo }: Pick<RunState, 'upTo'>): ReadonlySet<Id> {
  const ordered = inLoadOrder(deliveries);
  return new Set(ordered.slice(0, ordered.findIndex((delivery) => delivery.id === upTo) + 1).map((delivery) => delivery.id));
}

const DAY = 86_400_000;
const asText = (time: number): string => new Date(time).toISOString().slice(0, 19);

/**
 * A delivery to come after all others: a day later, at the same time.
 * @param now ISO, `2026-01-05T06:00:00Z`, for the first one.
 */
export function nextDelivery(project: Pick<Project, 'deliveries'>, now: string): Delivery {
  const last = inLoadOrder(project.deliveries).at(-1);
  const taken = new Set(project.deliveries.map((delivery) => delivery.id));
  let number = project.deliveries.length + 1;
  while (taken.has(`d${number}`)) number += 1;
  const load_date = last ? asText(Date.parse(`${last.load_date}Z`) + DAY) : `${now.slice(0, 10)}T06:00:00`;
  return { id: `d${number}`, load_date, files: {} };
}

/** `2026-01-05T06:00` or with seconds, as a field gives it, as the document wants it; `undefined` when it is no time. */
export function loadDateOf(field: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d(?:\.\d{1,6})?)?$/.exec(field);
  return match && !Number.isNaN(Date.parse(`${field}Z`)) ? `${match[1] ?? ''}${match[2] ?? ':00'}` : undefined;
}

type Loaded = { readonly project: Pick<Project, 'deliveries'>; readonly run: Pick<RunState, 'upTo'> };

/** The delivery to step back to: the one before the last that is loaded. */
export function deliveryBefore({ project, run }: Loaded): Id | undefined {
  const ordered = inLoadOrder(project.deliveries);
  return ordered[ordered.findIndex(({ id }) => id === run.upTo) - 1]?.id;
}

/** The delivery to step forward to: the one after the last that is loaded, the first while none is. */
export function deliveryAfter({ project, run }: Loaded): Id | undefined {
  const ordered = inLoadOrder(project.deliveries);
  return ordered[run.upTo === undefined ? 0 : ordered.findIndex(({ id }) => id === run.upTo) + 1]?.id;
}
