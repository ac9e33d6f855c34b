import { useMemo, useState } from 'react';
import type { Id } from '../../core/model/types.ts';
import type { Box } from './box.ts';
import { foundOn } from './found-on.ts';

interface Finding {
  readonly open: boolean;
  readonly query: string;
  readonly at: number;
  readonly found: readonly Id[];
  /** Those that are marked on the diagram; nothing while nothing is looked for. */
  readonly marked: ReadonlySet<Id> | undefined;
  start(): void;
  ask(query: string): void;
  go(to: number): void;
  close(): void;
}

/** The search on a diagram. */
export function useFinding(boxes: ReadonlyMap<Id, Box>, onGo: (id: Id) => void): Finding {
  const [query, setQuery] = useState<string>();
  const [at, setAt] = useState(0);
  const found = useMemo(() => foundOn(boxes.values(), query ?? ''), [boxes, query]);
  const marked = useMemo(() => (found.length > 0 ? new Set(found) : undefined), [found]);
  const show = (ids: readonly Id[], to: number) => {
    const next = ids.length === 0 ? 0 : (to + ids.length) % ids.length;
    setAt(next);
    const id = ids[next];
    if (id !== undefined) onGo(id);
  };
  return {
    open: query !== undefined,
    query: query ?? '',
    at: Math.min(at, Math.max(0, found.length - 1)),
    found,
    marked,
    start: () => setQuery(query ?? ''),
    ask(next) {
      setQuery(next);
      show(foundOn(boxes.values(), next), 0);
    },
    go: (to) => show(found, to),
    close: () => setQuery(undefined),
  };
}
