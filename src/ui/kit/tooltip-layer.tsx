import { useEffect, useRef, useState } from 'react';
import { showBeside } from './float.ts';
import { Kbd } from './kbd.tsx';

interface Tip {
  readonly target: Element;
  readonly text: string;
  readonly keys: string | undefined;
}

const DELAY = 450;
/** After one tooltip the next comes at once for this long. */
const WARM = 600;

function tipOf(node: EventTarget | null): Tip | undefined {
  const target = node instanceof Element ? node.closest('[data-tip]') : null;
  const text = target?.getAttribute('data-tip');
  return target && text ? { target, text, keys: target.getAttribute('data-tip-keys') ?? undefined } : undefined;
}

/** One tooltip for the page: whatever carries `data-tip` and is pointed at or reached by keyboard. */
export function TooltipLayer() {
  const [tip, setTip] = useState<Tip>();
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let over: Element | undefined;
    let hidden = -Infinity;
    let shown = false;
    const hide = () => {
      clearTimeout(timer);
      if (shown) hidden = performance.now();
      shown = false;
      over = undefined;
      setTip(undefined);
    };
    const show = (next: Tip) => {
      shown = true;
      setTip(next);
    };
    const onOver = (event: PointerEvent) => {
      const next = event.pointerType === 'touch' ? undefined : tipOf(event.target);
      if (next?.target === over) return;
      hide();
      over = next?.target;
      if (next) timer = setTimeout(() => show(next), performance.now() - hidden < WARM ? 40 : DELAY);
    };
    const onFocus = (event: FocusEvent) => {
      const next = tipOf(event.target);
      if (next && event.target instanceof Element && event.target.matches(':focus-visible')) {
        over = next.target;
        show(next);
      }
    };
    const events = [
      ['pointerdown', hide],
      ['keydown', hide],
      ['focusout', hide],
      ['wheel', hide],
    ] as const;
    document.addEventListener('pointerover', onOver);
    document.addEventListener('focusin', onFocus);
    for (const [name, listener] of events) document.addEventListener(name, listener, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      document.removeEventListener('pointerover', onOver);
      document.removeEventListener('focusin', onFocus);
      for (const [name, listener] of events) document.removeEventListener(name, listener, { capture: true });
    };
  }, []);
  useEffect(() => {
    if (!tip || !element.current) return;
    if (tip.target.isConnected) showBeside(element.current, tip.target.getBoundingClientRect(), { center: true, gap: 6 });
    else setTip(undefined);
  }, [tip]);
  return tip ? (
    <div ref={element} popover="manual" role="tooltip" className="or-tooltip">
      {tip.text}
      {tip.keys === undefined ? null : <Kbd keys={tip.keys} />}
    </div>
  ) : null;
}
