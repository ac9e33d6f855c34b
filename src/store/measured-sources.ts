import type { StoreApi } from 'zustand/vanilla';
import type { Source } from '../core/model/types.ts';
import type { MeasuredSources } from '../engine/infer/measure-sources.ts';
import type { ProfileWork } from './profiles.ts';
import type { Runs } from './runs.ts';
import type { StudioState } from './studio-types.ts';

/** Measures the sources of the open project, once while they and their files are the same; a second who asks meanwhile waits for the first. */
export function createMeasuring(
  store: () => StoreApi<StudioState>,
  runs: Pick<Runs, 'engine' | 'deliveries'>,
): (work: ProfileWork) => Promise<MeasuredSources> {
  let known: { readonly of: string; readonly found: MeasuredSources } | undefined;
  let busy: Promise<unknown> = Promise.resolve();
  const state = () => {
    const sources = Object.values(store().getState().project.objects).filter((object): object is Source => object.kind === 'source');
    const deliveries = runs.deliveries();
    const of = JSON.stringify([
      sources.map(({ id, name, system, columns, delivery, loader }) => [
        id,
        name,
        system,
        columns.map((column) => [column.id, column.name, column.type]),
        delivery === 'cdc',
        loader,
      ]),
      deliveries.map(({ id, loadDate, files }) => [id, loadDate, files.map(({ source, fingerprint }) => [source, fingerprint])]),
    ]);
    return { sources, deliveries, of };
  };
  return async (work) => {
    const before = busy;
    const measure = async (): Promise<MeasuredSources> => {
      await before.catch(() => undefined);
      const { sources, deliveries, of } = state();
      if (known?.of === of) return known.found;
      const [{ measureSources }, engine] = await Promise.all([import('../engine/infer/measure-sources.ts'), runs.engine()]);
      const found = await measureSources(engine, sources, deliveries, work);
      known = { of, found };
      return found;
    };
    const mine = measure();
    busy = mine;
    return mine;
  };
}
