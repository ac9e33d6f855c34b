import { useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { goDown, isFill } from './go-down.ts';

interface CellProps {
  readonly label: string;
  readonly value: string;
  /** @returns what is wrong with the text; nothing when it was taken. */
  readonly onCommit: (text: string) => string | undefined;
  /** Takes the value of the cell above; absent where there is none to take. */
  readonly onFill?: (() => void) | undefined;
  readonly onFocus?: () => void;
  /** What is being typed; nothing once it is kept or taken back. */
  readonly onDraft?: (text: string | undefined) => void;
  readonly onPaste?: (event: ClipboardEvent<HTMLInputElement>) => void;
  readonly list?: string;
  readonly mono?: boolean;
  readonly placeholder?: string;
}

/**
 * A cell of a grid of inputs: Enter keeps and goes down, Tab goes right, Escape takes back, Mod+D takes what stands above and
 * goes down. What does not fit stays, marked.
 */
export function Cell({
  label,
  value,
  onCommit,
  onFill,
  onFocus,
  onPaste,
  list,
  mono = true,
  placeholder,
  onDraft,
  name,
}: CellProps & { readonly name: string }) {
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
    const cell = event.currentTarget;
    if (onFill && isFill(event)) {
      setDraft(undefined);
      setProblem(undefined);
      onFill();
      // What was typed is let go of first, which leaving the cell would keep.
      requestAnimationFrame(() => goDown(cell, 1));
    } else if (event.key === 'Enter') {
      if (commit()) goDown(cell, event.shiftKey ? -1 : 1);
    } else if (event.key === 'Escape' && draft !== undefined) {
      setDraft(undefined);
      setProblem(undefined);
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && !event.altKey && list === undefined) goDown(cell, event.key === 'ArrowDown' ? 1 : -1);
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
