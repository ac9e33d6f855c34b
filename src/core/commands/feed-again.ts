import { equalKeys, keysTaken } from '../model/key-columns.ts';
import type { FedObject } from '../model/lookup.ts';
import type { Id, Project, Satellite } from '../model/types.ts';
import { CommandError } from './types.ts';

export const isFedBy = (object: FedObject, feed: Id): boolean => object.feeds.some(({ from }) => from === feed);

/** Kinds that may take a second key from the rows of one object, e.g. who pays an order and who gets it. */
export const canFeedAgain = ({ kind }: FedObject): boolean => kind === 'hub' || kind === 'link' || kind === 'satellite';

/**
 * Which of its parent's keys a new feed of a satellite describes: the first that no feed from the same object describes yet;
 * nothing where there is no choice. Refuses a feed for which no key is left.
 */
export function keyToDescribe(project: Project, satellite: Satellite, from: Id): Id[] | undefined {
  const parent = project.objects[satellite.parent];
  const keys = parent?.kind === 'hub' || parent?.kind === 'link' ? keysTaken(parent, from, project) : [];
  const described = satellite.feeds.filter((feed) => feed.from === from).map(({ parent_key: said }) => said ?? keys[0] ?? []);
  const open = keys.filter((key) => !described.some((other) => equalKeys(other, key)));
  if (described.length > 0 && !open[0]) {
    const name = project.objects[from]?.name ?? from;
    throw new CommandError(
      parent && keys.length > 0
        ? `${name} feeds ${satellite.name} already, for each key that ${parent.name} takes from it: feed ${parent.name} with another key first, or change the mapping in the inspector.`
        : `${name} feeds ${satellite.name} already: change its mapping in the inspector.`,
    );
  }
  return keys.length > 1 && open[0] ? [...open[0]] : undefined;
}
