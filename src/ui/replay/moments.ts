/** A time that the slider can stand on. */
export interface Moment {
  readonly time: string;
  /** The name of the delivery that was loaded then; absent where only the rows say that something changed. */
  readonly delivery?: string;
}

interface Dated {
  readonly id: string;
  readonly label?: string | undefined;
  readonly load_date: string;
}

const toSecond = (time: string): string => time.slice(0, 19);

/** Load dates of the deliveries and times at which rows change, each once, rising. */
export function momentsOf(changes: readonly string[], deliveries: readonly Dated[]): readonly Moment[] {
  const named = new Map(deliveries.map(({ id, label, load_date }) => [toSecond(load_date), label ?? id]));
  return [...new Set([...changes.map(toSecond), ...named.keys()])].toSorted().map((time) => {
    const delivery = named.get(time);
    return delivery === undefined ? { time } : { time, delivery };
  });
}

/** Place of the last moment that is not after a time; the first where all are. */
export const placeOf = (moments: readonly Moment[], time: string): number =>
  Math.max(
    0,
    moments.findLastIndex((moment) => moment.time <= time),
  );
