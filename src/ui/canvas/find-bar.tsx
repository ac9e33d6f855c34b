import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import type { Id } from '../../core/model/types.ts';
import { IconButton } from '../kit/icon-button.tsx';

interface FindBarProps {
  readonly query: string;
  readonly found: readonly Id[];
  readonly at: number;
  readonly onQuery: (query: string) => void;
  readonly onGo: (to: number) => void;
  readonly onClose: () => void;
}

/** Finds objects and columns on the open diagram: all are marked, Enter goes from one to the next. */
export function FindBar({ query, found, at, onQuery, onGo, onClose }: FindBarProps) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
    else if (event.key === 'Enter') onGo(at + (event.shiftKey ? -1 : 1));
    else return;
    event.preventDefault();
  };
  return (
    <div className="or-find" role="search" aria-label="Find on the diagram" onKeyDown={onKeyDown}>
      <input
        ref={field}
        className="or-input"
        aria-label="Find on the diagram"
        placeholder="Object or column"
        autoFocus
        spellCheck={false}
        value={query}
        onChange={(event) => onQuery(event.currentTarget.value)}
      />
      <span className="or-find-count" aria-live="polite">
        {query.trim() === '' ? '' : found.length === 0 ? 'None' : `${at + 1} of ${found.length}`}
      </span>
      <IconButton size={24} label="Previous" keys="Shift+Enter" icon={<ChevronUp size={14} />} disabled={found.length === 0} onClick={() => onGo(at - 1)} />
      <IconButton size={24} label="Next" keys="Enter" icon={<ChevronDown size={14} />} disabled={found.length === 0} onClick={() => onGo(at + 1)} />
      <IconButton size={24} label="Close" icon={<X size={14} />} onClick={onClose} />
    </div>
  );
}
