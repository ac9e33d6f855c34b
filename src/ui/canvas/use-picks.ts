import { useEffect, useMemo, useRef } from 'react';
import type { Id } from '../../core/model/types.ts';
import type { CanvasProps } from './canvas-props.ts';
import { markKey } from './paint-scene.ts';

interface Picks {
  /** Objects. */
  readonly picked: ReadonlySet<Id>;
  /** Objects, and areas and notes by their keys. */
  readonly keys: ReadonlySet<string>;
  pick(keys: readonly string[]): void;
}

const NONE: ReadonlySet<Id> = new Set();

/** What is selected on a diagram, of all kinds. What is selected elsewhere lets go of areas, notes and edges. */
export function usePicks(
  selection: readonly Id[],
  marks: { readonly selected: ReadonlySet<Id>; select(ids: ReadonlySet<Id>): void },
  onSelect: CanvasProps['onSelect'],
  letGo: () => void,
): Picks {
  const mine = useRef<readonly Id[]>(selection);
  const picked = useMemo(() => new Set(selection), [selection]);
  const keys = useMemo(() => new Set([...selection, ...[...marks.selected].map(markKey)]), [selection, marks.selected]);
  const world = useRef({ marks, letGo });
  useEffect(() => {
    world.current = { marks, letGo };
  });
  useEffect(() => {
    const known = mine.current;
    const { marks: now, letGo: release } = world.current;
    if (selection.length === 0 || (known.length === selection.length && selection.every((id) => known.includes(id)))) return;
    mine.current = selection;
    if (now.selected.size > 0) now.select(NONE);
    release();
  }, [selection]);
  return {
    picked,
    keys,
    pick(next) {
      const objects = next.filter((key) => !key.startsWith('/'));
      const chosen = next.filter((key) => key.startsWith('/')).map((key) => key.slice(1));
      mine.current = objects;
      if (chosen.length > 0 || marks.selected.size > 0) marks.select(new Set(chosen));
      if (objects.length !== picked.size || objects.some((id) => !picked.has(id))) onSelect(objects);
      letGo();
    },
  };
}
