import type { Source } from '../model/types.ts';
import type { Evidence } from './evidence.ts';

const count = (number: number): string => number.toLocaleString('en');

/** What was estimated rather than counted, in sentences; nothing where every figure is exact. */
export function samplingNotes(sources: readonly Pick<Source, 'id' | 'name'>[], { tables, overlapsOfEvery }: Evidence): readonly string[] {
  const names = new Map(sources.map(({ id, name }) => [id, name]));
  return [
    ...tables.flatMap(({ source, rows, sampled }) =>
      sampled === undefined
        ? []
        : [
            `${names.get(source) ?? source}: of ${count(rows)} rows, patterns and forms are of ${count(sampled)} taken at random, and numbers of different values are estimated; keys are counted on all.`,
          ],
    ),
    ...(overlapsOfEvery === undefined ? [] : [`Which values sources share is counted on every ${count(overlapsOfEvery)}th different value.`]),
  ];
}
