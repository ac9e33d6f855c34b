import { useCallback, useEffect, useState, type RefObject } from 'react';

const BEYOND = 12;

interface RowsInView {
  /** First row to draw, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** Moves the list as little as shows the row whole. */
  readonly show: (index: number) => void;
}

/** Which rows of a list with rows of one height, in pixels, are near enough to what is seen of it to be drawn. */
export function useRowsInView(list: RefObject<HTMLElement | null>, count: number, height: number): RowsInView {
  const [seen, setSeen] = useState({ first: 0, rows: 0 });
  useEffect(() => {
    const element = list.current;
    if (!element) return undefined;
    const look = () => {
      const next = { first: Math.floor(element.scrollTop / height), rows: Math.ceil(element.clientHeight / height) + 1 };
      setSeen((known) => (known.first === next.first && known.rows === next.rows ? known : next));
    };
    look();
    const resized = new ResizeObserver(look);
    resized.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [list, height]);
  const show = useCallback(
    (index: number) => {
      const element = list.current;
      if (!element) return;
      const top = index * height;
      if (top < element.scrollTop) element.scrollTop = top;
      else if (top + height > element.scrollTop + element.clientHeight) element.scrollTop = top + height - element.clientHeight;
    },
    [list, height],
  );
  // A list that became shorter than it was scrolled is drawn from its new end.
  const first = Math.min(seen.first, Math.max(0, count - seen.rows));
  return { from: Math.max(0, first - BEYOND), to: Math.min(count, first + seen.rows + BEYOND), show };
}
