import { DIMENSION_HELPERS } from './dimension-helpers.ts';
import { DIMENSIONS } from './dimensions.ts';
import { FACTS } from './facts.ts';
import { HUBS_AND_LINKS } from './hubs-and-links.ts';
import type { MutationGroup } from './mutation.ts';
import { QUERY_ASSISTANCE } from './query-assistance.ts';
import { SATELLITES } from './satellites.ts';
import { STAGING } from './staging.ts';
import { TRACKING } from './tracking.ts';
import { WARNINGS } from './warnings.ts';

/** Every rule that is broken on purpose. */
export const MUTATIONS: readonly MutationGroup[] = [
  { title: 'Staging and hashes', mutations: STAGING },
  { title: 'Hubs, links and reference tables', mutations: HUBS_AND_LINKS },
  { title: 'Satellites', mutations: SATELLITES },
  { title: 'Effectivity, status and record tracking', mutations: TRACKING },
  { title: 'As-of dates, point-in-time tables and bridges', mutations: QUERY_ASSISTANCE },
  { title: 'Dimensions', mutations: DIMENSIONS },
  { title: 'Hierarchies, groups and calendars', mutations: DIMENSION_HELPERS },
  { title: 'Facts', mutations: FACTS },
  { title: 'Warnings about facts', mutations: WARNINGS },
];
