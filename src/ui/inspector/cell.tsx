import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';

interface CellProps {
  readonly label: string;
  readonly value: string;
  /** @returns what is wrong with the text; nothing when it was taken. */
  readonly onCommit: (text: string) => string | undefined;
  readonly onFocus?: () => void;
  /** What is being typed; nothing once it is kept or taken back. */
  readonly onDraft?: (text: string | undefined) => void;
  readonly onPaste?: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly list?: string;
  readonly mono?: boolean;
  readonly placeholder?: string;
}

/** Enter goes on to the cell below, as in a spreadsheet. */
function goDown(input: HTMLInputElement, by: 1 | -1): void {
  const row = input.closest('[data-row]');
  const name = input.dataset['cell'];
  const next = by === 1 ? row?.nextElementSibling : row?.previousElementSibling;
  next?.querySelector<HTMLInputElement>(`[data-cell="${name ?? ''}"]`)?.focus();
}

/** A cell of a grid of inputs: Enter keeps and goes down, Tab goes right, Escape takes back. What does not fit stays, marked. */
export function Cell({ label, value, onCommit, onFocus, onPaste, list, mono = true, placeholder, onDraft, name }: CellProps & { readonly name: string }) {
  const [draft, setKept] = useState<string>();
  const setDraft = (text: string | undefined): void => {
    setKept(text);
    onDraft?.(text === value ? undefined : text);
  };
  const [problem, setProblem] = useState<string>();
  const commit = (): boolean => {
    if (draft === undefined || draft === value) {
      setDraft(undefined);
      setProblem(undefined);
      return true;
    }
    const wrong = onCommit(draft.trim());
    setProblem(wrong);
    if (wrong === undefined) setDraft(undefined);
    return wrong === undefined;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key === 'Enter') {
      if (commit()) goDown(event.currentTarget, event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && draft !== undefined) {
      setDraft(undefined);
      setProblem(undefined);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.altKey && list === undefined)
      goDown(event.currentTarget, event.key === 'ArrowDown' ? 1 : -1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <input
      className={mono ? 'or-cell or-mono' : 'or-cell'}
      data-cell={name}
      aria-label={label}
      aria-invalid={problem === undefined ? undefined : true}
      title={problem ?? (value.length > 8 ? value : undefined)}
      list={list}
      placeholder={placeholder}
      spellCheck={false}
      autoComplete="off"
      value={draft ?? value}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={commit}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onPaste={onPaste}
    />
  );
}
