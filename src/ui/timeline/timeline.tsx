import { Files, Plus, Repeat2, Scale, StepBack, StepForward } from 'lucide-react';
import { useCallback, useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import type { Id } from '../../core/model/types.ts';
import { deliveryTone } from '../checks/delivery-tone.ts';
import { subjectOf } from '../panel/subject.ts';
import { MemoryMeter } from '../replay/memory-meter.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { TimelineAnswer } from './answer.tsx';
import { DeliveryCard } from './delivery-card.tsx';
import { DeliveryDot } from './delivery-dot.tsx';
import { deliveryAfter, deliveryBefore, inLoadOrder, loadedIds, nextDelivery } from './deliveries.ts';
import { useObjectChanges } from './use-object-changes.ts';
import '../panel/controls.css';
import './timeline.css';

type Opened = { readonly id: Id; readonly left: number; readonly bottom: number };

/** The deliveries in the order they load: which are loaded, and running up to one of them, a step on or back. */
export function Timeline() {
  const { run: start, runAgain, reconcile, dispatch, lookAt } = useActions();
  const project = useStudio((state) => state.project);
  const run = useStudio((state) => state.run);
  const proving = useStudio((state) => state.proof.phase === 'running');
  const byDelivery = useStudio((state) => state.checks.byDelivery);
  const object = useStudio((state) => subjectOf(state)?.name);
  const changes = useObjectChanges();
  const chosen = useStudio((state) => state.history.delivery);
  const [opened, setOpened] = useState<Opened>();
  const strip = useRef<HTMLDivElement>(null);

  const deliveries = inLoadOrder(project.deliveries);
  const loaded = loadedIds(project.deliveries, run);
  const current = deliveries.find((delivery) => delivery.id === chosen) ?? deliveries.find((delivery) => delivery.id === run.upTo) ?? deliveries.at(-1);
  const busy = run.phase === 'starting' || run.phase === 'running' || run.phase === 'cancelling' || proving;
  const [back, forward] = [deliveryBefore({ project, run }), deliveryAfter({ project, run })];
  const add = () => {
    const delivery = nextDelivery(project, new Date().toISOString());
    if (dispatch('delivery.add', { delivery })) lookAt(delivery.id);
  };
  const open = (id: Id) => {
    const rect = strip.current?.querySelector(`#or-dot-${id}`)?.getBoundingClientRect();
    if (rect) setOpened({ id, left: rect.left + rect.width / 2, bottom: window.innerHeight - rect.top + 4 });
  };
  const close = useCallback(() => {
    setOpened(undefined);
    strip.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, []);
  const runTo = (id: Id | undefined) => {
    if (id === undefined) return;
    void start(id);
  };
  useEffect(() => {
    strip.current?.querySelector('[data-head]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [run.upTo]);
  const onKeyDown = (event: KeyboardEvent) => {
    const place = deliveries.findIndex((delivery) => delivery.id === current?.id);
    const to = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: deliveries.length - 1 }[event.key];
    const next = to === undefined ? undefined : deliveries[Math.min(deliveries.length - 1, Math.max(0, to))];
    if (next) {
      lookAt(next.id);
      strip.current?.querySelector<HTMLElement>(`#or-dot-${next.id}`)?.focus();
    } else if (event.key === 'Delete' && current) dispatch('delivery.remove', { id: current.id });
    else if (event.key === 'F2' && current) open(current.id);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  if (!current) {
    return (
      <section className="or-timeline" aria-label="Deliveries">
        <span className="or-p-note or-p-soft">
          No deliveries. A delivery is a batch of files with a load date: drop data files on the diagram, or add one and choose its files.
        </span>
        <Button onClick={add}>
          <Plus size={14} /> Add delivery
        </Button>
      </section>
    );
  }
  const card = opened && deliveries.find((delivery) => delivery.id === opened.id);
  const name = current.label ?? current.id;
  const head = deliveries.find(({ id }) => id === run.upTo);
  return (
    <section className="or-timeline-line" aria-label="Deliveries">
      <div className="or-timeline">
        <div className="or-timeline-actions" role="group" aria-label="Steps">
          <IconButton
            label="Step back one delivery"
            keys="Alt+J"
            icon={<StepBack size={14} />}
            disabled={busy || back === undefined}
            onClick={() => runTo(back)}
          />
          <IconButton
            label="Step forward one delivery"
            keys="Alt+L"
            icon={<StepForward size={14} />}
            disabled={busy || forward === undefined}
            onClick={() => runTo(forward)}
          />
        </div>
        <div className="or-timeline-strip" ref={strip} role="listbox" aria-label="Deliveries" aria-orientation="horizontal" onKeyDown={onKeyDown}>
          {deliveries.map((delivery) => (
            <DeliveryDot
              key={delivery.id}
              delivery={delivery}
              state={run.current?.delivery === delivery.id && busy ? 'running' : loaded.has(delivery.id) ? 'loaded' : 'waiting'}
              isHead={delivery.id === run.upTo}
              chosen={delivery.id === current.id}
              checks={loaded.has(delivery.id) ? deliveryTone(byDelivery.get(delivery.id)) : 'none'}
              changes={changes.get(delivery.id)}
              object={object}
              onChoose={() => lookAt(delivery.id)}
              onOpen={() => open(delivery.id)}
            />
          ))}
        </div>
        <div className="or-timeline-actions">
          <Button
            disabled={busy}
            title={`Load every delivery up to ${name}${head ? `; loaded up to ${head.label ?? head.id}` : ''}`}
            onClick={() => runTo(current.id)}
          >
            Run to here
          </Button>
          <Button
            aria-label="Run twice"
            icon={<Repeat2 size={14} />}
            disabled={busy || run.upTo === undefined}
            title="Load the last delivery once more: a correct load adds nothing"
            onClick={() => void runAgain()}
          >
            <span>Run twice</span>
          </Button>
          <Button
            aria-label="Reconcile"
            icon={<Scale size={14} />}
            disabled={busy || run.upTo === undefined}
            title="Compare every delivery with what the raw vault tells of it"
            onClick={() => void reconcile()}
          >
            <span>Reconcile</span>
          </Button>
          <Button
            aria-label="Files"
            icon={<Files size={14} />}
            aria-haspopup="dialog"
            title="Label, date and files of the delivery (F2)"
            onClick={() => open(current.id)}
          >
            <span>Files</span>
          </Button>
          <IconButton label="Add delivery" icon={<Plus size={14} />} onClick={add} />
          <MemoryMeter />
        </div>
      </div>
      <TimelineAnswer />
      {card && opened ? <DeliveryCard key={card.id} delivery={card} left={opened.left} bottom={opened.bottom} onClose={close} /> : null}
    </section>
  );
}
