import { Plus } from 'lucide-react';
import { useCallback, useContext, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import type { Id } from '../../core/model/types.ts';
import { count, plural } from '../panel/numbers.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { DeliveryCard } from './delivery-card.tsx';
import { changesOf, inLoadOrder, loadedIds, nextDelivery } from './deliveries.ts';
import '../panel/controls.css';
import './timeline.css';

type Opened = { readonly id: Id; readonly left: number; readonly bottom: number };

/** The deliveries in the order they load: which are loaded, and running up to one of them. */
export function Timeline() {
  const { run: start, runAgain, dispatch } = useActions();
  const studio = useContext(StudioContext);
  const project = useStudio((state) => state.project);
  const run = useStudio((state) => state.run);
  const [chosen, setChosen] = useState<Id>();
  const [opened, setOpened] = useState<Opened>();
  const [again, setAgain] = useState<{ readonly added: number; readonly removed: number }>();
  const strip = useRef<HTMLDivElement>(null);

  const deliveries = inLoadOrder(project.deliveries);
  const loaded = loadedIds(project.deliveries, run);
  const current = deliveries.find((delivery) => delivery.id === chosen) ?? deliveries.find((delivery) => delivery.id === run.upTo) ?? deliveries.at(-1);
  const busy = run.phase === 'starting' || run.phase === 'running' || run.phase === 'cancelling';
  const add = () => {
    const delivery = nextDelivery(project, new Date().toISOString());
    if (dispatch('delivery.add', { delivery })) setChosen(delivery.id);
  };
  const open = (id: Id) => {
    const rect = strip.current?.querySelector(`#or-dot-${id}`)?.getBoundingClientRect();
    if (rect) setOpened({ id, left: rect.left + rect.width / 2, bottom: window.innerHeight - rect.top + 4 });
  };
  const close = useCallback(() => {
    setOpened(undefined);
    strip.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, []);
  const runTo = (id: Id) => {
    setAgain(undefined);
    void start(id);
  };
  const runTwice = async (): Promise<void> => {
    const { upTo } = run;
    setAgain(undefined);
    await runAgain();
    const after = studio?.getState().run;
    if (upTo !== undefined && after?.phase === 'done') setAgain(changesOf(after.log, upTo));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const place = deliveries.findIndex((delivery) => delivery.id === current?.id);
    const to = { ArrowLeft: place - 1, ArrowRight: place + 1, Home: 0, End: deliveries.length - 1 }[event.key];
    const next = to === undefined ? undefined : deliveries[Math.min(deliveries.length - 1, Math.max(0, to))];
    if (next) {
      setChosen(next.id);
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
  return (
    <section className="or-timeline" aria-label="Deliveries">
      <div className="or-timeline-strip" ref={strip} role="listbox" aria-label="Deliveries" aria-orientation="horizontal" onKeyDown={onKeyDown}>
        {deliveries.map((delivery) => {
          const name = delivery.label ?? delivery.id;
          const state = run.current?.delivery === delivery.id && busy ? 'running' : loaded.has(delivery.id) ? 'loaded' : 'waiting';
          const files = Object.keys(delivery.files).length;
          return (
            <button
              key={delivery.id}
              id={`or-dot-${delivery.id}`}
              type="button"
              role="option"
              className="or-dot"
              aria-selected={delivery.id === current.id}
              tabIndex={delivery.id === current.id ? 0 : -1}
              data-state={state}
              title={`${name}, ${delivery.load_date.replace('T', ' ')} UTC, ${plural(files, 'file')}, ${state === 'waiting' ? 'not loaded' : state}. F2 or double-click edits.`}
              onClick={() => setChosen(delivery.id)}
              onDoubleClick={() => open(delivery.id)}
            >
              <span className="or-dot-mark" aria-hidden="true" />
              <span className="or-dot-label">{name}</span>
              <span className="or-dot-date">
                {delivery.load_date.slice(0, 10)}
                {files === 0 ? ', no files' : ''}
              </span>
            </button>
          );
        })}
      </div>
      <div className="or-timeline-actions">
        {again ? (
          <span role="status" className={again.added + again.removed === 0 ? 'or-p-ok' : 'or-p-error'}>
            {again.added + again.removed === 0 ? 'Run twice: 0 rows added' : `Run twice: ${count(again.added)} added, ${count(again.removed)} removed`}
          </span>
        ) : null}
        <Button disabled={busy} title={`Load every delivery up to ${current.label ?? current.id}`} onClick={() => runTo(current.id)}>
          Run to here
        </Button>
        <Button disabled={busy || run.upTo === undefined} title="Load the last delivery once more: a correct load adds nothing" onClick={() => void runTwice()}>
          Run twice
        </Button>
        <Button aria-haspopup="dialog" title="Label, date and files of the delivery (F2)" onClick={() => open(current.id)}>
          Files
        </Button>
        <IconButton label="Add delivery" icon={<Plus size={14} />} onClick={add} />
      </div>
      {card && opened ? <DeliveryCard key={card.id} delivery={card} left={opened.left} bottom={opened.bottom} onClose={close} /> : null}
    </section>
  );
}
