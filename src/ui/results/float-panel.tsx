import { useEffect, useLayoutEffect, useRef, type FocusEvent, type KeyboardEvent, type ReactNode } from 'react';
import { showBeside } from '../kit/float.ts';

interface FloatPanelProps {
  readonly label: string;
  /** What it opens beside. */
  readonly anchor: { readonly left: number; readonly top: number; readonly width: number; readonly height: number };
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A small form above the page, beside what it is about. Escape or a press elsewhere closes it; the focus goes back. */
export function FloatPanel({ label, anchor, onClose, children }: FloatPanelProps) {
  const element = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  const { left, top, width, height } = anchor;
  useLayoutEffect(() => {
    const panel = element.current;
    const before = document.activeElement;
    if (!panel) return undefined;
    showBeside(panel, { left, top, width, height });
    const first = panel.querySelector<HTMLElement>('[data-autofocus]') ?? panel.querySelector<HTMLElement>('input, select');
    first?.focus({ preventScroll: true });
    if (first instanceof HTMLInputElement) first.select();
    const outside = (event: Event) => {
      if (event.target instanceof Node && !panel.contains(event.target)) close.current();
    };
    const away = () => close.current();
    // What it holds may come later and need more room.
    const grown = new ResizeObserver(() => showBeside(panel, { left, top, width, height }));
    grown.observe(panel);
    document.addEventListener('pointerdown', outside, true);
    window.addEventListener('resize', away);
    return () => {
      grown.disconnect();
      document.removeEventListener('pointerdown', outside, true);
      window.removeEventListener('resize', away);
      if (panel.contains(document.activeElement) && before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, [left, top, width, height]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Escape') return;
    event.preventDefault();
    onClose();
  };
  const onBlur = (event: FocusEvent<HTMLDivElement>) => {
    if (event.relatedTarget instanceof Node && !event.currentTarget.contains(event.relatedTarget)) onClose();
  };
  return (
    <div ref={element} popover="manual" role="dialog" aria-label={label} className="or-list or-float" onKeyDown={onKeyDown} onBlur={onBlur}>
      {children}
    </div>
  );
}
