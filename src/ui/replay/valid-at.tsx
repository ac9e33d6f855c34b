import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useCallback, useEffect, useMemo, useState } from 'react';
import { logicalTypeText } from '../../core/model/logical-type.ts';
import type { Page } from '../../store/studio-types.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { plural } from '../panel/numbers.ts';
import { Grid } from '../results/grid.tsx';
import { inLoadOrder, loadDateOf } from '../timeline/deliveries.ts';
import { useActions, useStudio } from '../use-studio.ts';
import type { Shown } from './history-tab.tsx';
import { momentsOf, placeOf, type Moment } from './moments.ts';
import { useAsked } from './use-asked.ts';

/** Rows are asked for once the slider has rested this long. */
const REST = 120;

interface SliderProps {
  readonly moments: readonly Moment[];
  readonly time: string;
  readonly onChange: (time: string) => void;
}

/** A time chosen on a line of moments, or typed. */
function TimeSlider({ moments, time, onChange }: SliderProps) {
  const place = placeOf(moments, time);
  const last = Math.max(0, moments.length - 1);
  const to = (next: number): void => {
    const moment = moments[next];
    if (moment) onChange(moment.time);
  };
  const at = moments[place];
  const [typed, setTyped] = useState<string>();
  const valid = typed === undefined ? time : loadDateOf(typed);
  return (
    <>
      <IconButton
        label="Earlier"
        icon={<ChevronLeft size={14} />}
        size={22}
        disabled={moments.length === 0 || (place === 0 && time <= (at?.time ?? ''))}
        onClick={() => to(at && at.time < time ? place : place - 1)}
      />
      <div className="or-time">
        <input
          type="range"
          aria-label="As of"
          aria-valuetext={`${time.replace('T', ' ')}${at?.delivery !== undefined && at.time === time ? `, ${at.delivery}` : ''}`}
          min={0}
          max={last}
          step={1}
          value={place}
          disabled={moments.length < 2}
          onChange={(event) => to(event.currentTarget.valueAsNumber)}
        />
        <div className="or-time-marks" aria-hidden="true">
          {moments.map((moment, index) => (
            <span
              key={moment.time}
              data-delivery={moment.delivery === undefined ? undefined : ''}
              title={`${moment.time.replace('T', ' ')}${moment.delivery === undefined ? '' : `, ${moment.delivery}`}`}
              style={{ left: `${last === 0 ? 50 : (index / last) * 100}%` }}
            />
          ))}
        </div>
      </div>
      <IconButton label="Later" icon={<ChevronRight size={14} />} size={22} disabled={place >= last} onClick={() => to(place + 1)} />
      <input
        className="or-p-input"
        type="datetime-local"
        step={1}
        aria-label="As of date and time (UTC)"
        aria-invalid={valid === undefined}
        value={typed ?? time}
        onChange={(event) => {
          const next = loadDateOf(event.currentTarget.value);
          setTyped(next === undefined ? event.currentTarget.value : undefined);
          if (next !== undefined) onChange(next);
        }}
        onBlur={() => setTyped(undefined)}
      />
    </>
  );
}

/** The rows of an object that were valid at a date and time, by its current state. */
export function ValidAt({ relation, version, onRow }: Shown) {
  const { replay, showHistory } = useActions();
  const project = useStudio((state) => state.project.deliveries);
  const chosen = useStudio((state) => state.history.time);
  const upTo = useStudio((state) => state.run.upTo);
  const { id } = relation;
  const deliveries = useMemo(() => inLoadOrder(project), [project]);
  const asked = useAsked(
    `${id} ${version}`,
    useCallback(() => replay.moments(id), [replay, id]),
  );
  const moments = useMemo(() => momentsOf(asked && 'value' in asked ? asked.value : [], deliveries), [asked, deliveries]);
  const time = chosen ?? deliveries.find((delivery) => delivery.id === upTo)?.load_date.slice(0, 19) ?? moments.at(-1)?.time ?? '2026-01-01T00:00:00';
  const [rested, setRested] = useState(time);
  useEffect(() => {
    const timer = setTimeout(() => setRested(time), REST);
    return () => clearTimeout(timer);
  }, [time]);
  const counted = useAsked(
    `${id} ${version} ${rested}`,
    useCallback(() => replay.countAt(id, rested), [replay, id, rested]),
  );
  const read = useCallback((page: Page) => replay.validAt(id, rested, page), [replay, id, rested]);
  const error = [asked, counted].flatMap((one) => (one && 'error' in one ? [one.error] : []))[0];
  const total = counted && 'value' in counted ? counted.value : undefined;
  return (
    <>
      <div className="or-p-bar or-time-bar">
        <TimeSlider moments={moments} time={time} onChange={(next) => showHistory({ time: next })} />
        <span role="status">{total === undefined ? 'Looking' : `${plural(total, 'row')} valid`}</span>
      </div>
      {error === undefined ? null : (
        <div className="or-p-empty" role="alert">
          <p className="or-p-error">{error}</p>
        </div>
      )}
      {error === undefined && total === 0 ? (
        <div className="or-p-empty">
          <p>
            No row of {relation.table.name} is valid at {rested.replace('T', ' ')} UTC.
          </p>
        </div>
      ) : null}
      {error === undefined && total !== undefined && total > 0 ? (
        <Grid
          source={`${id} ${rested}`}
          read={read}
          name={`${relation.table.name} as of ${rested.replace('T', ' ')}`}
          version={version}
          total={total}
          planned={relation.columns.map((column) => ({ name: column.name, type: logicalTypeText(column.type) }))}
          onRow={onRow}
        />
      ) : null}
    </>
  );
}
