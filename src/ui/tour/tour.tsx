import { X } from 'lucide-react';
import { useContext, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { View } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { useShell } from '../shell/shell-context.ts';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext } from '../use-studio.ts';
import { placeCard } from './place.ts';
import { STEPS } from './steps.ts';
import './tour.css';

interface Spot {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Follows what a step points at, wherever it moves. */
function useSpot(selector: string): Spot | undefined {
  const [spot, setSpot] = useState<Spot>();
  useLayoutEffect(() => {
    const look = () => {
      const box = document.querySelector(selector)?.getBoundingClientRect();
      setSpot((before) =>
        box && before?.left === box.left && before.top === box.top && before.width === box.width && before.height === box.height
          ? before
          : box && { left: box.left, top: box.top, width: box.width, height: box.height },
      );
    };
    look();
    const observer = new ResizeObserver(look);
    for (const element of document.querySelectorAll(`${selector}, .or-regions, .or-bar`)) observer.observe(element);
    window.addEventListener('resize', look);
    const frame = requestAnimationFrame(look);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', look);
      cancelAnimationFrame(frame);
    };
  }, [selector]);
  return spot;
}

/** Walks the regions one by one. Everything stays usable meanwhile; Escape or its button ends it. */
export function Tour({ onClose }: { readonly onClose: () => void }) {
  const store = useContext(StudioContext);
  const shell = useShell();
  const card = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [at, setAt] = useState(0);
  const step = STEPS[at];
  const spot = useSpot(step?.at ?? '.or-regions');
  const [place, setPlace] = useState({ left: 0, top: 0 });
  const last = at === STEPS.length - 1;

  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement && before.isConnected && before !== document.body) before.focus();
      else document.querySelector<HTMLElement>('.or-help-button')?.focus();
    };
  }, []);
  useEffect(() => {
    if (!store || !step) return;
    const { view } = store.getState();
    if (step.region && !view[step.region].open) store.actions.setView({ [step.region]: { ...view[step.region], open: true } } as Partial<View>);
    heading.current?.focus();
  }, [store, step]);
  useLayoutEffect(() => {
    const size = card.current?.getBoundingClientRect();
    if (spot && size) setPlace(placeCard(spot, size, { width: window.innerWidth, height: window.innerHeight }));
  }, [spot, at]);

  if (!step || !store) return null;
  const offer = step.offer === undefined ? undefined : actionOf(step.offer);
  return (
    <>
      {spot ? <div className="or-tour-spot" aria-hidden style={spot} /> : null}
      <div
        ref={card}
        className="or-tour"
        role="dialog"
        aria-label="Tour"
        style={place}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.stopPropagation();
          onClose();
        }}
      >
        <header>
          <h2 ref={heading} tabIndex={-1}>
            {step.title}
          </h2>
          <IconButton label="Leave the tour" size={22} icon={<X size={14} />} onClick={onClose} />
        </header>
        <p>{step.text}</p>
        <footer>
          <span className="or-soft">
            {at + 1} of {STEPS.length}
          </span>
          {offer === undefined ? null : (
            <Button disabled={offer.enabled?.(store.getState()) === false} onClick={() => void runAction(offer, { store, shell })}>
              {offer.label}
            </Button>
          )}
          {at === 0 ? null : <Button onClick={() => setAt(at - 1)}>Back</Button>}
          <Button tone="primary" onClick={() => (last ? onClose() : setAt(at + 1))}>
            {last ? 'Finish' : 'Next'}
          </Button>
        </footer>
      </div>
    </>
  );
}
