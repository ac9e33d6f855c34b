import { sameName } from '../../core/commands/map-by-name.ts';
import type { Id, Source, Staging, StagingColumn } from '../../core/model/types.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Select } from '../kit/select.tsx';
import { EntryList } from './entry-list.tsx';

interface MadeColumnProps {
  readonly staging: Staging;
  readonly source: Source | undefined;
  readonly column: StagingColumn;
  readonly update: (patch: Record<string, unknown>) => void;
}

type Making = 'value' | 'key' | 'diff' | 'rank';
const MAKINGS = [
  { value: 'value', label: 'From the source' },
  { value: 'key', label: 'Hash of other columns, a key' },
  { value: 'diff', label: 'Hash of other columns, to compare' },
  { value: 'rank', label: 'Rank of the row among others' },
] as const;

const makingOf = ({ hash, rank }: StagingColumn): Making => hash?.as ?? (rank ? 'rank' : 'value');

/** Whether a column is made from others of its object. */
export const isMade = (column: StagingColumn): boolean => makingOf(column) !== 'value';

/** Columns that a hash or rank may read: those with a value of their own. */
const readable = (staging: Staging, column: StagingColumn): readonly StagingColumn[] =>
  staging.columns.filter((candidate) => candidate.id !== column.id && !isMade(candidate));

/** The source's key as it is staged, which is what is hashed or ranked most often; else the first column. */
function usualKey(staging: Staging, source: Source | undefined, column: StagingColumn): readonly Id[] {
  const others = readable(staging, column);
  const key = others.filter(({ from }) => from !== undefined && source?.key?.includes(from)).map(({ id }) => id);
  return key.length > 0 ? key : others.slice(0, 1).map(({ id }) => id);
}

const NO_VALUE = { from: null, expression: null, clean: null, default: null };

/** What a change of the way a column is made writes down. */
function madeAs(making: Making, { staging, source, column }: MadeColumnProps): Record<string, unknown> {
  const key = usualKey(staging, source, column);
  switch (making) {
    case 'value':
      return { hash: null, rank: null, from: (source && sameName(source.columns, column.name)?.id) ?? null };
    case 'key':
    case 'diff':
      return { ...NO_VALUE, rank: null, type: 'text', hash: { as: making, of: column.hash?.of ?? key } };
    case 'rank': {
      const last = readable(staging, column).findLast(({ id, type }) => /^(date|timestamp)/.test(type) && !key.includes(id));
      const order = last?.id ?? readable(staging, column).find(({ id }) => !key.includes(id))?.id ?? key[0];
      return { ...NO_VALUE, hash: null, type: 'bigint', rank: { partition_by: key.filter((id) => id !== order), order_by: [{ column: order }] } };
    }
  }
}

/** How a staged column comes about, and what it is made from where it is a hash or a rank of others. */
export function MadeColumn(props: MadeColumnProps) {
  const { staging, column, update } = props;
  const others = readable(staging, column);
  const making = makingOf(column);
  const nameOf = (id: Id): string => staging.columns.find((candidate) => candidate.id === id)?.name ?? `${id} is gone`;
  const besides = (ids: readonly Id[]) => others.filter(({ id }) => !ids.includes(id)).map(({ id, name }) => ({ value: id, label: name }));
  const { hash, rank } = column;
  return (
    <>
      <Select
        label="Made"
        value={making}
        options={others.length > 0 ? MAKINGS : MAKINGS.slice(0, 1)}
        onChange={(next) => {
          if (next !== null && next !== making) update(madeAs(next, props));
        }}
      />
      {hash ? (
        <fieldset className="or-fieldset">
          <legend>{hash.as === 'key' ? 'Columns hashed, in this order' : 'Columns hashed, in the order of the hash rules'}</legend>
          <EntryList
            ordered={hash.as === 'key'}
            entries={hash.of}
            keyOf={(id) => id}
            nameOf={nameOf}
            least={1}
            onChange={(of) => update({ hash: { ...hash, of } })}
            add={{ label: 'Add a column to the hash', options: besides(hash.of), make: (id) => id }}
          />
        </fieldset>
      ) : null}
      {rank ? (
        <>
          <fieldset className="or-fieldset">
            <legend>Ranked among rows with the same</legend>
            <EntryList
              entries={rank.partition_by}
              keyOf={(id) => id}
              nameOf={nameOf}
              onChange={(partition) => update({ rank: { ...rank, partition_by: partition } })}
              add={{ label: 'Add a column to rank within', options: besides(rank.partition_by), make: (id) => id }}
              empty="None: among all rows that are staged."
            />
          </fieldset>
          <fieldset className="or-fieldset">
            <legend>In the order of</legend>
            <EntryList
              ordered
              entries={rank.order_by}
              keyOf={(entry) => entry.column}
              nameOf={(entry) => nameOf(entry.column)}
              least={1}
              onChange={(order) => update({ rank: { ...rank, order_by: order } })}
              details={(entry, index) => (
                <Checkbox
                  label={`${nameOf(entry.column)} descending`}
                  checked={entry.descending === true}
                  onChange={(on) =>
                    update({
                      rank: {
                        ...rank,
                        order_by: rank.order_by.map((each, place) => (place === index ? { column: each.column, ...(on ? { descending: true } : {}) } : each)),
                      },
                    })
                  }
                />
              )}
              add={{ label: 'Add a column to order by', options: besides(rank.order_by.map((entry) => entry.column)), make: (id) => ({ column: id }) }}
            />
          </fieldset>
        </>
      ) : null}
    </>
  );
}
