import { Pencil, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import type { Delivery, Source } from '../../core/model/types.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { loadDateOf, loadedIds, nextDelivery } from './deliveries.ts';

interface DeliveryCardProps {
  readonly delivery: Delivery;
  /** Where its dot is, in the window. */
  readonly left: number;
  readonly bottom: number;
  readonly onClose: () => void;
}

interface FileRowProps {
  readonly delivery: Delivery;
  readonly source: Source;
  readonly paths: readonly string[];
  readonly onEdit: () => void;
}

function FileRow({ delivery, source, paths, onEdit }: FileRowProps) {
  const { dispatch } = useActions();
  const path = Object.hasOwn(delivery.files, source.id) ? delivery.files[source.id] : undefined;
  const missing = path !== undefined && !paths.includes(path);
  return (
    <div className="or-delivery-file">
      <span title={source.name}>{source.name}</span>
      <select
        aria-label={`File of ${source.name}`}
        className="or-p-select"
        value={path ?? ''}
        onChange={(event) =>
          dispatch('delivery.file', { delivery: delivery.id, source: source.id, path: event.target.value === '' ? null : event.target.value })
        }
      >
        <option value="">no file</option>
        {missing ? <option value={path}>{path} (missing)</option> : null}
        {paths.map((candidate) => (
          <option key={candidate} value={candidate}>
            {candidate}
          </option>
        ))}
      </select>
      <IconButton label={`Edit the rows of ${source.name}`} size={22} icon={<Pencil size={13} />} onClick={onEdit} />
    </div>
  );
}

/** A delivery's label, load date and files, beside its dot. */
export function DeliveryCard({ delivery, left, bottom, onClose }: DeliveryCardProps) {
  const { dispatch, runAgain, select, showHistory } = useActions();
  const run = useStudio((state) => state.run);
  const project = useStudio((state) => state.project);
  const files = useStudio((state) => state.files);
  const card = useRef<HTMLDivElement>(null);
  const [date, setDate] = useState(delivery.load_date);
  const sources = Object.values(project.objects).filter((object) => object.kind === 'source');
  const paths = [...files.keys()].toSorted();
  const loadDate = loadDateOf(date);
  const isLoaded = loadedIds(project.deliveries, run).has(delivery.id);

  useEffect(() => {
    card.current?.querySelector('input')?.focus();
    const outside = (event: Event): void => {
      if (!card.current?.contains(event.target as Node)) onClose();
    };
    document.addEventListener('pointerdown', outside, true);
    return () => document.removeEventListener('pointerdown', outside, true);
  }, [onClose]);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') onClose();
  };
  const changeDate = (field: string) => {
    setDate(field);
    const changed = loadDateOf(field);
    if (changed !== undefined && changed !== delivery.load_date)
      dispatch('delivery.update', { id: delivery.id, patch: { load_date: changed } }, `delivery.load_date.${delivery.id}`);
  };
  return (
    <div
      ref={card}
      className="or-delivery"
      role="dialog"
      aria-label={`Delivery ${delivery.label ?? delivery.id}`}
      style={{ left: Math.max(8, Math.min(left - 160, window.innerWidth - 336)), bottom, maxHeight: window.innerHeight - bottom - 8 }}
      onKeyDown={onKeyDown}
    >
      <div className="or-delivery-head">
        <strong>Delivery</strong>
        <span className="or-p-space" />
        <IconButton label="Close" icon={<X size={14} />} onClick={onClose} />
      </div>
      <label className="or-delivery-field">
        <span>Label</span>
        <input
          className="or-p-input"
          value={delivery.label ?? ''}
          placeholder={delivery.load_date.slice(0, 10)}
          onChange={(event) =>
            dispatch(
              'delivery.update',
              { id: delivery.id, patch: { label: event.target.value === '' ? null : event.target.value } },
              `delivery.label.${delivery.id}`,
            )
          }
        />
      </label>
      <label className="or-delivery-field">
        <span>Load date</span>
        <input
          className="or-p-input"
          type="datetime-local"
          step={1}
          value={date.slice(0, 19)}
          aria-invalid={loadDate === undefined}
          onChange={(event) => changeDate(event.target.value)}
        />
      </label>
      <p className="or-delivery-hint">
        {loadDate === undefined ? 'A load date needs a day and a time, e.g. 2026-01-05 06:00.' : 'UTC. Deliveries load in the order of their dates.'}
      </p>
      <div className="or-delivery-files">
        {sources.length === 0 ? <p className="or-delivery-hint">There is no source yet. Drop data files on the diagram to make one.</p> : null}
        {sources.map((source) => (
          <FileRow
            key={source.id}
            delivery={delivery}
            source={source}
            paths={paths}
            onEdit={() => {
              select([source.id]);
              showHistory({ shows: 'edit', delivery: delivery.id });
              onClose();
            }}
          />
        ))}
      </div>
      <div className="or-delivery-tools">
        <Button
          title="Load this delivery once more, among those that are loaded: a correct load adds nothing"
          disabled={!isLoaded}
          onClick={() => {
            onClose();
            void runAgain(delivery.id);
          }}
        >
          Load again
        </Button>
        <Button
          title="Make a delivery after the last one, with the same files"
          onClick={() => {
            const next = nextDelivery(project, delivery.load_date);
            if (dispatch('delivery.add', { delivery: { ...next, label: `${delivery.label ?? delivery.id} again`, files: delivery.files } })) onClose();
          }}
        >
          Duplicate as the next
        </Button>
        <Button
          onClick={() => {
            if (dispatch('delivery.remove', { id: delivery.id })) onClose();
          }}
        >
          Remove
        </Button>
      </div>
    </div>
  );
}
