import type { FedObject, FeedObject } from '../../core/model/lookup.ts';
import type { Column, Fact } from '../../core/model/types.ts';
import { CommitField } from '../kit/commit-field.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { ColumnSelect } from './column-select.tsx';

interface FeedExtrasProps {
  readonly object: FedObject;
  readonly index: number;
  readonly staging: FeedObject;
}

/** Columns that hold a hash already, so that none is made from the mapped key. */
function ReadyHashes({ object, index, staging, put }: FeedExtrasProps & { readonly put: (key: string, value: unknown) => void }) {
  const objects = useStudio((state) => state.project.objects);
  const columns: readonly Column[] = staging.columns;
  const feed = object.feeds[index];
  if (!feed || (object.kind !== 'hub' && object.kind !== 'link' && object.kind !== 'satellite')) return null;
  const ready = feed as { readonly hash_key?: string; readonly hash_diff?: string; readonly hub_keys?: Readonly<Record<string, string>> };
  const keys = ready.hub_keys ?? {};
  const link = object.kind === 'link' ? object : object.kind === 'satellite' && object.satellite_type === 'effectivity' ? objects[object.parent] : undefined;
  const used = ready.hash_key !== undefined || ready.hash_diff !== undefined || Object.keys(keys).length > 0;
  return (
    <details className="or-ready" open={used}>
      <summary>Hashes that are there already</summary>
      <ColumnSelect label="Hash key" columns={columns} value={ready.hash_key} none="made from the key" onChange={(id) => put('hash_key', id)} />
      {object.kind === 'satellite' ? (
        <ColumnSelect label="Hash diff" columns={columns} value={ready.hash_diff} none="made from the columns" onChange={(id) => put('hash_diff', id)} />
      ) : null}
      {link?.kind === 'link'
        ? link.hubs.map(({ id, role, hub }) => (
            <ColumnSelect
              key={id}
              label={`Hash key of ${role ?? objects[hub]?.name ?? hub}`}
              columns={columns}
              value={keys[id]}
              none="made from the key"
              onChange={(column) => {
                const next = { ...keys };
                delete next[id];
                if (column !== null) next[id] = column;
                put('hub_keys', Object.keys(next).length > 0 ? next : null);
              }}
            />
          ))
        : null}
    </details>
  );
}

/** Units of this feed's amounts, where they are not the measure's own. */
function FeedUnits({ fact, index, put }: { readonly fact: Fact; readonly index: number; readonly put: (key: string, value: unknown) => void }) {
  const units = fact.feeds[index]?.units ?? {};
  const measures = fact.columns.filter(({ use, unit }) => use === 'measure' && (unit !== undefined || fact.feeds.length > 1));
  if (fact.feeds.length < 2 && Object.keys(units).length === 0) return null;
  return (
    <details className="or-ready" open={Object.keys(units).length > 0}>
      <summary>Units of this feed</summary>
      {measures.map(({ id, name, unit }) => (
        <CommitField
          key={id}
          label={name}
          value={units[id] ?? ''}
          placeholder={unit ?? 'none'}
          onCommit={(text) => {
            const next = { ...units };
            delete next[id];
            if (text.trim() !== '') next[id] = text.trim();
            put('units', Object.keys(next).length > 0 ? next : null);
          }}
        />
      ))}
    </details>
  );
}

/** What only one kind's feeds say: when something happened, or which system's keys these are. */
export function FeedExtras({ object, index, staging }: FeedExtrasProps) {
  const { dispatch } = useActions();
  const feed = object.feeds[index];
  const columns: readonly Column[] = staging.columns;
  const moments = columns.filter(({ type }) => /^(date|timestamp)/.test(type));
  const put = (key: string, value: unknown) => {
    const next = new Map(Object.entries(feed ?? {}));
    if (value === null || value === '') next.delete(key);
    else next.set(key, value as never);
    dispatch('feed.update', { object: object.id, index, feed: Object.fromEntries(next) });
  };
  switch (object.kind) {
    case 'dimension':
      return (
        <>
          <ColumnSelect
            label="A change happened at"
            columns={moments}
            value={object.feeds[index]?.changed_at}
            none="the load date"
            onChange={(id) => put('changed_at', id)}
          />
          <ColumnSelect
            label="A state stops at, only checked"
            columns={moments}
            value={object.feeds[index]?.ends_at}
            none="not told"
            onChange={(id) => put('ends_at', id)}
          />
        </>
      );
    case 'fact':
      return (
        <>
          <ColumnSelect
            label="The event happened at"
            columns={moments}
            value={object.feeds[index]?.event_at}
            none="the load date"
            onChange={(id) => put('event_at', id)}
          />
          <FeedUnits fact={object} index={index} put={put} />
        </>
      );
    case 'group_bridge':
      return <ColumnSelect label="Weight" columns={columns} value={object.feeds[index]?.weight} none="equal shares" onChange={(id) => put('weight', id)} />;
    case 'hub':
      return (
        <>
          <CommitField
            label="Collision code"
            hint="Keeps equal keys of different systems apart"
            value={object.feeds[index]?.collision_code ?? ''}
            onCommit={(text) => put('collision_code', text.trim())}
          />
          <ReadyHashes object={object} index={index} staging={staging} put={put} />
        </>
      );
    case 'link':
    case 'satellite':
      return <ReadyHashes object={object} index={index} staging={staging} put={put} />;
    default:
      return null;
  }
}
