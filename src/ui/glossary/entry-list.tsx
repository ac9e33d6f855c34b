import { Plus, Search } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';

export interface GlossaryEntry {
  readonly id: string;
  readonly name: string;
  /** Also found by these. */
  readonly words: string;
  readonly columns: number;
}

interface EntryListProps {
  /** What one is called, e.g. `term`. */
  readonly one: string;
  readonly entries: readonly GlossaryEntry[];
  readonly value: string | undefined;
  readonly onChange: (id: string) => void;
  readonly onAdd: (name: string) => void;
}

/** Terms or domains by name; arrows walk them, what is searched for and not there can be added. */
export function EntryList({ one, entries, value, onChange, onAdd }: EntryListProps) {
  const [query, setQuery] = useState('');
  const wanted = query.trim().toLowerCase();
  const shown = entries.filter(({ name, words }) => `${name} ${words}`.toLowerCase().includes(wanted)).toSorted((a, b) => a.name.localeCompare(b.name));
  const isNew = wanted !== '' && entries.every(({ name }) => name.toLowerCase() !== wanted);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const place = shown.findIndex(({ id }) => id === value);
    const next = shown[{ ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: shown.length - 1 }[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    event.currentTarget.querySelector<HTMLElement>(`[data-entry="${next.id}"]`)?.focus();
  };
  const add = () => {
    onAdd(query.trim());
    setQuery('');
  };
  return (
    <div className="or-glossary-list">
      <TextField
        aria-label={`Find or add a ${one}`}
        placeholder={`Find or add a ${one}`}
        icon={<Search size={14} />}
        value={query}
        onChange={setQuery}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && isNew) add();
        }}
      />
      <div className="or-glossary-entries" {...(shown.length > 0 ? { role: 'listbox', 'aria-label': `Every ${one}` } : {})} onKeyDown={onKeyDown}>
        {shown.map(({ id, name, columns }, index) => (
          <button
            key={id}
            type="button"
            role="option"
            data-entry={id}
            aria-selected={id === value}
            tabIndex={id === value || (index === 0 && shown.every((other) => other.id !== value)) ? 0 : -1}
            onClick={() => onChange(id)}
          >
            <span>{name}</span>
            <span className="or-soft">{columns === 0 ? '' : columns}</span>
          </button>
        ))}
        {shown.length === 0 && !isNew ? <div className="or-soft or-glossary-none">No {one} is called so.</div> : null}
      </div>
      <Button icon={<Plus size={13} aria-hidden />} disabled={!isNew} onClick={add}>
        {isNew ? `Add ${query.trim()}` : `Type a name to add a ${one}`}
      </Button>
    </div>
  );
}
