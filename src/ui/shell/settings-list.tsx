import { Plus, Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';

interface SettingsListProps<E> {
  readonly title: string;
  readonly hint: string;
  /** What one is, e.g. `environment`. */
  readonly one: string;
  readonly entries: readonly E[];
  readonly nameOf: (entry: E) => string;
  readonly make: () => E;
  readonly onChange: (entries: readonly E[]) => void;
  readonly fields: (entry: E, put: (patch: Partial<E>) => void) => ReactNode;
}

/** A part of the settings that lists things of a kind, each with its fields. */
export function SettingsList<E extends object>({ title, hint, one, entries, nameOf, make, onChange, fields }: SettingsListProps<E>) {
  const put = (place: number, patch: Partial<E>) => onChange(entries.map((entry, index) => (index === place ? { ...entry, ...patch } : entry)));
  return (
    <section className="or-settings">
      <h3>{title}</h3>
      <p className="or-soft">{hint}</p>
      {entries.map((entry, index) => (
        // eslint-disable-next-line react/no-array-index-key -- a name changes while it is typed
        <fieldset key={index} className="or-settings-entry">
          <legend>
            {nameOf(entry) === '' ? `New ${one}` : nameOf(entry)}
            <IconButton
              size={22}
              label={`Remove ${one} ${nameOf(entry)}`}
              icon={<Trash2 size={13} />}
              onClick={() => onChange(entries.filter((_, place) => place !== index))}
            />
          </legend>
          <div className="or-settings-grid">{fields(entry, (patch) => put(index, patch))}</div>
        </fieldset>
      ))}
      <Button onClick={() => onChange([...entries, make()])}>
        <Plus size={13} /> Add {one}
      </Button>
    </section>
  );
}
