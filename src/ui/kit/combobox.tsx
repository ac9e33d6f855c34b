import { ChevronsUpDown, X } from 'lucide-react';
import { useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react';
import { showBeside } from './float.ts';
import type { SelectProps } from './select.tsx';

interface ComboboxProps<V extends string> extends Omit<SelectProps<V>, 'label' | 'searchable' | 'style'> {
  readonly id: string;
  readonly describedBy: string | undefined;
}

/** A field that finds one of many options by what is typed. Leaving it without choosing changes nothing. */
export function Combobox<V extends string>({
  id,
  describedBy,
  value,
  options,
  onChange,
  placeholder,
  clearable = false,
  disabled = false,
  error,
  mono = false,
  'aria-label': name,
}: ComboboxProps<V>) {
  const [query, setQuery] = useState<string>();
  const [active, setActive] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const open = query !== undefined;
  const wanted = (query ?? '').trim().toLowerCase();
  const found = wanted === '' ? options : options.filter((option) => option.label.toLowerCase().includes(wanted));
  const chosen = options.find((option) => option.value === value);

  useLayoutEffect(() => {
    if (open && list.current && input.current) showBeside(list.current, input.current.getBoundingClientRect(), { gap: 2 });
  }, [open, found.length]);
  const start = () => {
    if (open) return;
    setQuery('');
    setActive(
      Math.max(
        0,
        options.findIndex((option) => option.value === value),
      ),
    );
  };
  const choose = (option: (typeof options)[number] | undefined) => {
    setQuery(undefined);
    if (option && option.disabled !== true && option.value !== value) onChange(option.value);
  };
  const go = (to: number) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setActive(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      if (open) go(active + (event.key === 'ArrowDown' ? 1 : -1));
      else start();
    } else if (event.key === 'Enter' && open) choose(found[active]);
    else if (event.key === 'Escape' && open) setQuery(undefined);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <span className="or-input-box" data-after="">
      <input
        ref={input}
        id={id}
        role="combobox"
        className={mono ? 'or-input or-mono' : 'or-input'}
        aria-label={name}
        aria-describedby={describedBy}
        aria-invalid={error === undefined ? undefined : true}
        aria-expanded={open}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `${id}-${active}` : undefined}
        disabled={disabled}
        title={open ? undefined : (chosen?.label ?? value ?? undefined)}
        placeholder={chosen?.label ?? value ?? placeholder}
        spellCheck={false}
        autoComplete="off"
        value={query ?? chosen?.label ?? value ?? ''}
        onClick={start}
        onChange={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
        }}
        onBlur={() => setQuery(undefined)}
        onKeyDown={onKeyDown}
      />
      <span className="or-input-after">
        {clearable && value !== null && !open ? (
          <button type="button" className="or-icon-button" tabIndex={-1} aria-label="Clear" style={{ width: 18, height: 18 }} onClick={() => onChange(null)}>
            <X size={12} />
          </button>
        ) : (
          <ChevronsUpDown size={12} aria-hidden />
        )}
      </span>
      {open ? (
        <div ref={list} id={`${id}-list`} popover="manual" role="listbox" className="or-list" onPointerDown={(event) => event.preventDefault()}>
          {found.map((option, index) => (
            <div
              key={option.value}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              aria-disabled={option.disabled}
              className={mono ? 'or-list-item or-mono' : 'or-list-item'}
              data-chosen={option.value === value || undefined}
              onPointerMove={() => setActive(index)}
              onClick={() => choose(option)}
            >
              {option.label}
            </div>
          ))}
          {found.length === 0 ? <div className="or-list-none">Nothing fits</div> : null}
        </div>
      ) : null}
    </span>
  );
}
