import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from '../kit/icon-button.tsx';
import { Select, type Option } from '../kit/select.tsx';
import { focusAfterRemoval } from './focus-after-removal.ts';

interface EntryListProps<E> {
  readonly entries: readonly E[];
  readonly keyOf: (entry: E, index: number) => string;
  readonly nameOf: (entry: E) => string;
  readonly onOpen?: (entry: E) => void;
  readonly onChange: (entries: readonly E[]) => void;
  /** Whether their order means something. */
  readonly ordered?: boolean;
  readonly details?: (entry: E, index: number) => ReactNode;
  readonly add?: { readonly label: string; readonly options: readonly Option[]; readonly make: (value: string) => E };
  readonly empty?: string;
  /** How many must stay; 0 when absent. */
  readonly least?: number;
}

/** A list of references that is added to, taken from and, where it matters, put in order. */
export function EntryList<E>({ entries, keyOf, nameOf, onOpen, onChange, ordered = false, details, add, empty, least = 0 }: EntryListProps<E>) {
  const swapped = (index: number, by: 1 | -1): readonly E[] => {
    const next = [...entries];
    next.splice(index + by, 0, ...next.splice(index, 1));
    return next;
  };
  return (
    <>
      {entries.map((entry, index) => {
        const name = nameOf(entry);
        return (
          <div key={keyOf(entry, index)} className="or-entry">
            <div className="or-reference">
              {onOpen ? (
                <button type="button" className="or-link or-mono" title={name} onClick={() => onOpen(entry)}>
                  {name}
                </button>
              ) : (
                <span className="or-mono or-entry-name" title={name}>
                  {name}
                </span>
              )}
              {ordered ? (
                <>
                  <IconButton
                    size={22}
                    label={`Move ${name} up`}
                    disabled={index === 0}
                    icon={<ArrowUp size={13} />}
                    onClick={() => onChange(swapped(index, -1))}
                  />
                  <IconButton
                    size={22}
                    label={`Move ${name} down`}
                    disabled={index === entries.length - 1}
                    icon={<ArrowDown size={13} />}
                    onClick={() => onChange(swapped(index, 1))}
                  />
                </>
              ) : null}
              <IconButton
                size={22}
                label={`Remove ${name}`}
                disabled={entries.length <= least}
                icon={<Trash2 size={13} />}
                onClick={(event) => {
                  focusAfterRemoval(event.currentTarget);
                  onChange(entries.filter((_, place) => place !== index));
                }}
              />
            </div>
            {details ? <div className="or-entry-details">{details(entry, index)}</div> : null}
          </div>
        );
      })}
      {entries.length === 0 && empty !== undefined ? <p className="or-hint">{empty}</p> : null}
      {add && add.options.length > 0 ? (
        <Select
          aria-label={add.label}
          icon={<Plus size={13} />}
          placeholder={add.label}
          value={null}
          options={add.options}
          onChange={(value) => {
            if (value !== null) onChange([...entries, add.make(value)]);
          }}
        />
      ) : null}
    </>
  );
}
