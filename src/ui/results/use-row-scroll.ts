import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';
import { ROW_HEIGHT } from './grid-row.tsx';
import { clampPlace, isScaled, placeAfter, scrollOf, topOf, type Scroll } from './scroll-place.ts';

/** After this many milliseconds without scrolling the scroll bar is put where the rows are. */
const SETTLED = 150;
/** Pixels of a unit of the wheel: pixels, lines; else pages. */
const PIXELS = [1, ROW_HEIGHT];

export interface RowScroll extends Scroll {
  readonly place: number;
  readonly onScroll: () => void;
  readonly goTo: (place: number) => void;
  /** Brings a row into view, if it is not. */
  readonly reveal: (row: number) => void;
}

/** Where the rows of a box stand, however many there are. @param head pixels that stand above the rows. */
export function useRowScroll(box: RefObject<HTMLDivElement | null>, rows: number, head: number): RowScroll {
  const [view, setView] = useState(0);
  const [place, setPlace] = useState(0);
  const scroll = useMemo(() => scrollOf(rows * ROW_HEIGHT, view), [rows, view]);
  const at = useRef({ top: 0, place: 0 });
  const settling = useRef<ReturnType<typeof setTimeout>>(undefined);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = () => setView(Math.max(0, element.clientHeight - head));
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, head]);

  const goTo = useCallback(
    (wanted: number) => {
      const next = clampPlace(wanted, scroll);
      at.current = { top: topOf(next, scroll), place: next };
      if (box.current) {
        box.current.scrollTop = at.current.top;
        // As the browser rounded it, so that its own event is known again.
        at.current.top = box.current.scrollTop;
      }
      setPlace(next);
    },
    [box, scroll],
  );
  // Fewer rows, or a larger view: what was the place may be no more.
  useLayoutEffect(() => goTo(at.current.place), [goTo]);

  const onScroll = useCallback(() => {
    const top = box.current?.scrollTop ?? 0;
    if (Math.abs(top - at.current.top) < 1) return;
    at.current = { top, place: placeAfter(top, at.current, scroll) };
    setPlace(at.current.place);
    clearTimeout(settling.current);
    if (isScaled(scroll)) settling.current = setTimeout(() => goTo(at.current.place), SETTLED);
  }, [box, scroll, goTo]);
  useEffect(() => () => clearTimeout(settling.current), []);

  // A shortened scroll bar would make every turn of the wheel a leap.
  useEffect(() => {
    const element = box.current;
    if (!element || !isScaled(scroll)) return undefined;
    const onWheel = (event: WheelEvent) => {
      if (event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      if (event.deltaX !== 0) element.scrollLeft += event.deltaX;
      goTo(at.current.place + event.deltaY * (PIXELS[event.deltaMode] ?? scroll.view));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [box, scroll, goTo]);

  const reveal = useCallback(
    (row: number) => {
      const top = row * ROW_HEIGHT;
      if (top < at.current.place) goTo(top);
      else if (top + ROW_HEIGHT > at.current.place + scroll.view) goTo(top + ROW_HEIGHT - scroll.view);
    },
    [goTo, scroll],
  );
  return { ...scroll, place, onScroll, goTo, reveal };
}
