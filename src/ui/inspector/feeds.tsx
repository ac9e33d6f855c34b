import { Plus, Trash2, Wand2 } from 'lucide-react';
import { canFeedAgain } from '../../core/commands/feed-again.ts';
import { mapByName } from '../../core/commands/map-by-name.ts';
import { feedObject, isFeed, type FedObject, type FeedObject } from '../../core/model/lookup.ts';
import type { Column, Id } from '../../core/model/types.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { DescribedKey } from './described-key.tsx';
import { FeedExtras } from './feed-extras.tsx';
import { focusAfterRemoval } from './focus-after-removal.ts';
import { mappingGroups, type MappingGroup } from './mapping-groups.ts';
import { Section } from './section.tsx';

interface FeedProps {
  readonly object: FedObject;
  readonly index: number;
}

function MappingRows({ object, index, group, staging }: FeedProps & { readonly group: MappingGroup; readonly staging: FeedObject }) {
  const { dispatch } = useActions();
  const options = staging.columns.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <div className="or-mapping">
      {group.title === undefined ? null : <div className="or-mapping-title">{group.title}</div>}
      {group.targets.map((target) => {
        const from = group.map[target.id];
        const gone = from !== undefined && !staging.columns.some(({ id }) => id === from);
        return (
          <div
            key={target.id}
            className="or-mapping-row"
            data-problem={gone ? 'gone' : from === undefined && target.unmapped === undefined ? 'unmapped' : undefined}
          >
            <span className="or-mono" title={target.name}>
              {target.name}
            </span>
            <span aria-hidden>←</span>
            <Select
              mono
              searchable
              clearable
              aria-label={`Source of ${target.name}${group.title === undefined ? '' : ` in ${group.title}`}`}
              placeholder={target.unmapped ?? 'not mapped'}
              value={from ?? null}
              options={options}
              error={gone ? `${from} is gone: choose another.` : undefined}
              onChange={(next) =>
                dispatch('feed.map', {
                  object: object.id,
                  index,
                  column: target.id,
                  from: next,
                  ...(group.reference === undefined ? {} : { reference: group.reference }),
                })
              }
            />
          </div>
        );
      })}
    </div>
  );
}

function FeedCard({ object, index }: FeedProps) {
  const { dispatch, select } = useActions();
  const project = useStudio((state) => state.project);
  const feed = object.feeds[index];
  if (!feed) return null;
  const staging = feedObject(project, feed.from);
  const place = object.feeds.slice(0, index + 1).filter(({ from }) => from === feed.from).length;
  const isAlone = object.feeds.filter(({ from }) => from === feed.from).length === 1;
  const remove = (
    <IconButton
      size={22}
      label={`Remove ${isAlone ? 'the feed' : `feed ${place}`} from ${staging?.name ?? feed.from}`}
      icon={<Trash2 size={13} />}
      onClick={(event) => {
        focusAfterRemoval(event.currentTarget);
        dispatch('feed.remove', { object: object.id, index });
      }}
    />
  );
  if (!staging)
    return (
      <div className="or-feed">
        <div className="or-feed-head">
          <span className="or-bad or-mono">{feed.from} is gone</span>
          {remove}
        </div>
      </div>
    );
  const groups = mappingGroups(object, feed, project);
  const byName = () => {
    const group = `map by name ${object.id} ${Date.now()}`;
    for (const each of groups) {
      const open = each.targets.filter((target) => each.map[target.id] === undefined);
      for (const [column, from] of Object.entries(mapByName(open, staging.columns as readonly Column[])))
        dispatch('feed.map', { object: object.id, index, column, from, ...(each.reference === undefined ? {} : { reference: each.reference }) }, group);
    }
  };
  return (
    <div className="or-feed">
      <div className="or-feed-head">
        <button type="button" className="or-link or-mono" onClick={() => select([staging.id])}>
          {staging.name}
        </button>
        {isAlone ? null : <span className="or-soft">{place}</span>}
        <IconButton size={22} label="Map what is open by name" icon={<Wand2 size={13} />} onClick={byName} />
        {remove}
      </div>
      {object.kind === 'satellite' ? <DescribedKey object={object} index={index} staging={staging} /> : null}
      {groups.map((group) => (
        <MappingRows key={group.reference ?? ''} object={object} index={index} group={group} staging={staging} />
      ))}
      <FeedExtras object={object} index={index} staging={staging} />
    </div>
  );
}

/** What fills an object, column by column. */
export function Feeds({ object }: { readonly object: FedObject }) {
  const { dispatch } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const fed = new Set<Id>(object.feeds.map(({ from }) => from));
  const open = Object.values(objects).filter((candidate) => isFeed(candidate) && (!fed.has(candidate.id) || canFeedAgain(object)));
  const occurrence = (index: number): number => object.feeds.slice(0, index).filter(({ from }) => from === object.feeds[index]?.from).length;
  return (
    <Section title="Fed by" count={object.feeds.length}>
      {object.feeds.map((feed, index) => (
        <FeedCard key={`${feed.from} ${occurrence(index)}`} object={object} index={index} />
      ))}
      {open.length > 0 ? (
        <Select
          aria-label="Add a feed"
          icon={<Plus size={13} />}
          placeholder="Add what feeds it"
          value={null}
          options={open.map(({ id, name }) => ({ value: id, label: fed.has(id) ? `${name}, with another key` : name }))}
          onChange={(from) => {
            if (from === null) return;
            if (fed.has(from)) dispatch('feed.add', { object: object.id, feed: { from } });
            else dispatch('connect', { from, to: object.id });
          }}
        />
      ) : object.feeds.length === 0 ? (
        <p className="or-hint">Stage a source first; staging objects feed hubs, links, satellites, dimensions and facts.</p>
      ) : null}
    </Section>
  );
}
