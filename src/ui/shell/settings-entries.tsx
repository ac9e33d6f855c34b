import { Plus, Trash2 } from 'lucide-react';
import { useRef, type ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';

interface SettingsEntriesProps<E> {
  readonly title: string;
  readonly hint: string;
  /** What one is called, e.g. `environment`. */
  readonly one: string;
  readonly entries: readonly E[];
  readonly nameOf: (entry: E) => string;
  readonly noteOf?: (entry: E, index: number) => string | undefined;
  readonly onAdd: () => void;
  readonly onRemove: (index: number) => void;
  readonly children: (entry: E, index: number) => ReactNode;
}

/** A list of things with a few fields each. What is added gets the keyboard. */
export function SettingsEntries<E>({ title, hint, one, entries, nameOf, noteOf, onAdd, onRemove, children }: SettingsEntriesProps<E>) {
  const section = useRef<HTMLElement>(null);
  const focus = (selector: string) => requestAnimationFrame(() => section.current?.querySelector<HTMLElement>(selector)?.focus());
  return (
    <section ref={section} className="or-settings">
      <h3>{title}</h3>
      <p className="or-soft">{hint}</p>
      {entries.map((entry, index) => (
        <fieldset key={index} className="or-settings-entry">
          <legend>
            <span className="or-mono">{nameOf(entry) || `new ${one}`}</span>
            <span className="or-soft">{noteOf?.(entry, index)}</span>
            <IconButton
              size={22}
              label={`Remove ${nameOf(entry) || `new ${one}`}`}
              icon={<Trash2 size={13} />}
              onClick={() => {
                onRemove(index);
                focus('.or-settings-add');
              }}
            />
          </legend>
          <div className="or-settings-grid">{children(entry, index)}</div>
        </fieldset>
      ))}
      <Button
        className="or-settings-add"
        icon={<Plus size={13} aria-hidden />}
        onClick={() => {
          onAdd();
          focus('.or-settings-entry:last-of-type input');
        }}
      >
        Add {one}
      </Button>
    </section>
  );
}
