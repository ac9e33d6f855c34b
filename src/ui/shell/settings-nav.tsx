import { useRef, type KeyboardEvent } from 'react';

export interface SettingsPage<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly count?: number | undefined;
  /** Whether something on it is wrong. */
  readonly bad: boolean;
}

/** The parts of the settings, one beneath the other; arrows, Home and End walk them. */
export function SettingsNav<T extends string>({
  pages,
  value,
  onChange,
}: {
  readonly pages: readonly SettingsPage<T>[];
  readonly value: T;
  readonly onChange: (page: T) => void;
}) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const index = pages.findIndex(({ id }) => id === value);
    const to = { ArrowDown: index + 1, ArrowUp: index - 1, Home: 0, End: pages.length - 1 }[event.key];
    const next = to === undefined ? undefined : pages[(to + pages.length) % pages.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    list.current?.querySelectorAll<HTMLElement>('[role=tab]')[pages.indexOf(next)]?.focus();
  };
  return (
    <div ref={list} className="or-settings-nav" role="tablist" aria-label="Parts of the settings" aria-orientation="vertical" onKeyDown={onKeyDown}>
      {pages.map(({ id, label, count, bad }) => (
        <button key={id} type="button" role="tab" aria-selected={id === value} tabIndex={id === value ? 0 : -1} onClick={() => onChange(id)}>
          <span>{label}</span>
          {bad ? (
            <span className="or-settings-bad" role="img" aria-label="to be corrected" title="Something here has to be corrected" />
          ) : count === undefined || count === 0 ? null : (
            <span className="or-soft">{count}</span>
          )}
        </button>
      ))}
    </div>
  );
}
