import { useMemo } from 'react';
import type { CheckResult } from '../../core/engine-port.ts';
import type { Delivery } from '../../core/model/types.ts';
import type { RunState } from '../../store/studio-types.ts';
import { inLoadOrder } from '../timeline/deliveries.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { deliveryTone } from './delivery-tone.ts';

/** What a run told of the files. */
export type FilesTold = Pick<RunState, 'rejects' | 'fileNotes'>;

const NONE: ReadonlyMap<string, readonly CheckResult[]> = new Map();

/** The deliveries that are loaded and the checks of the one that is chosen, the last when none is. */
export function useChecksAt() {
  const project = useStudio((state) => state.project.deliveries);
  const run = useStudio((state) => state.run);
  const checks = useStudio((state) => state.checks);
  const wanted = useStudio((state) => state.history.delivery);
  const { upTo, rejects, fileNotes } = run;
  return useMemo(() => {
    const ordered = inLoadOrder(project);
    const deliveries = ordered.slice(0, ordered.findIndex(({ id }) => id === upTo) + 1);
    const place = deliveries.findIndex(({ id }) => id === wanted);
    const isLast = place < 0 || place === deliveries.length - 1;
    const until = new Set(deliveries.slice(0, place + 1).map(({ id }) => id));
    const told = <T extends { readonly delivery: string }>(list: readonly T[]): readonly T[] =>
      isLast ? list : list.filter(({ delivery }) => until.has(delivery));
    const delivery = isLast ? upTo : wanted;
    return {
      deliveries,
      delivery,
      results: isLast ? checks.results : (checks.byDelivery.get(delivery ?? '') ?? NONE),
      files: { rejects: told(rejects), fileNotes: told(fileNotes) },
    };
  }, [project, upTo, rejects, fileNotes, checks, wanted]);
}

const WORDS = { error: ', a check is broken', warning: ', a check warns', ok: '', none: ', not looked at yet' } as const;

/** Chooses the delivery after which the checks are shown. */
export function DeliverySelect({ deliveries, value }: { readonly deliveries: readonly Delivery[]; readonly value: string | undefined }) {
  const { lookAt } = useActions();
  const byDelivery = useStudio((state) => state.checks.byDelivery);
  return (
    <label className="or-checks-at">
      After{' '}
      <select
        className="or-p-select"
        value={value ?? ''}
        onChange={(event) => lookAt(event.currentTarget.value === deliveries.at(-1)?.id ? undefined : event.currentTarget.value)}
      >
        {deliveries.map(({ id, label }) => (
          <option key={id} value={id}>
            {label ?? id}
            {WORDS[deliveryTone(byDelivery.get(id))]}
          </option>
        ))}
      </select>
    </label>
  );
}
