import { CircleX, TriangleAlert } from 'lucide-react';
import type { Delivery } from '../../core/model/types.ts';
import type { DeliveryChanges } from '../../store/studio-types.ts';
import { count, plural } from '../panel/numbers.ts';
import { CHANGES } from '../replay/change-look.ts';

export type DotState = 'running' | 'loaded' | 'waiting';

interface DeliveryDotProps {
  readonly delivery: Delivery;
  readonly state: DotState;
  /** The last one that is loaded. */
  readonly isHead: boolean;
  readonly chosen: boolean;
  readonly checks: 'error' | 'warning' | 'ok' | 'none';
  /** What it did to the selected object. */
  readonly changes: DeliveryChanges | undefined;
  readonly object: string | undefined;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
}

const CHECKS = {
  error: { Icon: CircleX, words: ', a check is broken', tone: 'or-p-error' },
  warning: { Icon: TriangleAlert, words: ', a check warns', tone: 'or-p-warning' },
  ok: { Icon: undefined, words: ', every check holds', tone: '' },
  none: { Icon: undefined, words: '', tone: '' },
} as const;

/** One delivery on the line: whether it is loaded, how its checks stand, what it did to the selected object. */
export function DeliveryDot({ delivery, state, isHead, chosen, checks, changes, object, onChoose, onOpen }: DeliveryDotProps) {
  const name = delivery.label ?? delivery.id;
  const files = Object.keys(delivery.files).length;
  const { Icon, words, tone } = CHECKS[checks];
  const told = CHANGES.filter((change) => changes && changes.counts[change.state] > 0);
  const did =
    !changes || object === undefined
      ? ''
      : told.length === 0
        ? ` ${object}: nothing changed.`
        : ` ${object}: ${told.map(({ state: one, label }) => `${count(changes.counts[one])} ${label}`).join(', ')}.`;
  const how = state === 'waiting' ? 'not loaded' : isHead ? 'loaded up to here' : state;
  return (
    <button
      id={`or-dot-${delivery.id}`}
      type="button"
      role="option"
      className="or-dot"
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      data-state={state}
      data-head={isHead ? '' : undefined}
      title={`${name}, ${delivery.load_date.replace('T', ' ')} UTC, ${plural(files, 'file')}, ${how}${words}.${did} F2 or double-click edits.`}
      onClick={onChoose}
      onDoubleClick={onOpen}
    >
      <span className="or-dot-mark" aria-hidden="true" />
      <span className="or-dot-label">
        {Icon ? <Icon size={12} className={tone} aria-label={words.slice(2)} /> : null}
        {name}
      </span>
      <span className="or-dot-date">
        {changes && told.length > 0 ? null : delivery.load_date.slice(0, 10)}
        {files === 0 ? ', no files' : ''}
        {told.map(({ state: one, mark, label }) => (
          <span key={one} className="or-dot-change" data-change={one} aria-label={`${count(changes?.counts[one] ?? 0)} ${label}`}>
            {mark}
            {count(changes?.counts[one] ?? 0)}
          </span>
        ))}
        {changes && told.length === 0 ? <span> =</span> : null}
      </span>
    </button>
  );
}
