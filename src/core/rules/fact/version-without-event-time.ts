import { factRule } from '../types.ts';

/** A version is looked up by when something happened, not by when it was loaded: late rows would find a later one. */
export const versionWithoutEventTime = factRule('version-without-event-time', (fact, { project }) => {
  const versioned = fact.dimensions.flatMap(({ dimension, through }) => {
    const object = through === undefined ? project.objects[dimension] : undefined;
    return object?.kind === 'dimension' && object.columns.some((column) => column.use === 'attribute' && column.history === 2) ? [object.name] : [];
  });
  const undated = fact.feeds.filter((feed) => feed.event_at === undefined);
  // A process may be dated by one of its feeds.
  const isDated = undated.length === 0 || (fact.fact_type === 'accumulating_snapshot' && undated.length < fact.feeds.length);
  if (versioned.length === 0 || isDated) return [];
  const from = undated.map((feed) => project.objects[feed.from]?.name ?? feed.from).join(', ');
  return [
    {
      message: `${fact.name} looks up versions of ${[...new Set(versioned)].join(', ')} at the load date, since its rows from ${from} have no event time: choose the column that says when it happened, else late rows find a later version.`,
    },
  ];
});
