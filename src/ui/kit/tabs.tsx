import type { KeyboardEvent, ReactNode } from 'react';

export interface Tab<T extends string = string> {
  readonly id: T;
  readonly label: ReactNode;
  readonly badge?: number | undefined;
  readonly tone?: 'error' | 'warning' | undefined;
  readonly title?: string | undefined;
}

interface TabsProps<T extends string> {
  readonly label: string;
  readonly tabs: readonly Tab<T>[];
  readonly value: T;
  readonly onChange: (value: T) => void;
}

/** A strip of tabs; arrows, Home and End walk it. The caller renders the content. */
export function Tabs<T extends string>({ label, tabs, value, onChange }: TabsProps<T>) {
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const index = tabs.findIndex((tab) => tab.id === value);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.id);
    event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[tabs.indexOf(next)]?.focus();
  };
  return (
    <div className="or-tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.id}
          type="button"
          role="tab"
          className="or-tab"
          aria-selected={tab.id === value}
          tabIndex={tab.id === value ? 0 : -1}
          title={tab.title}
          onClick={() => onChange(tab.id)}
        >
          {tab.label}
          {tab.badge === undefined || tab.badge === 0 ? null : (
            <span className="or-tab-badge" data-tone={tab.tone}>
              {tab.badge.toLocaleString('en')}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}
