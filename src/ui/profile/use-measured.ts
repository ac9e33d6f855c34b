import { useEffect, useRef, useState } from 'react';
import { EngineCancelled } from '../../core/engine-port.ts';
import type { ProfileWork, WorkStep } from '../../store/studio-types.ts';

export type Measured<T> =
  | { readonly state: 'asked' | 'cancelled' }
  | { readonly state: 'measuring'; readonly step: WorkStep | undefined }
  | { readonly state: 'done'; readonly found: T }
  | { readonly state: 'failed'; readonly message: string };

/**
 * Something that is measured while it is looked at.
 * @param of names what is measured and in which state it is; another name measures anew.
 * @param isQuick begins by itself; else once it is asked for.
 */
export function useMeasured<T>(
  of: string,
  isQuick: boolean,
  measure: (work: ProfileWork) => Promise<T>,
): Measured<T> & { readonly start: () => void; readonly cancel: () => void } {
  const [known, setKnown] = useState<{ readonly of: string; readonly measured: Measured<T> }>();
  const [asked, setAsked] = useState<string>();
  const control = useRef<AbortController>(undefined);
  const work = useRef(measure);
  useEffect(() => {
    work.current = measure;
  });
  const isWanted = isQuick || asked === of;
  useEffect(() => {
    if (!isWanted) return undefined;
    const mine = new AbortController();
    control.current = mine;
    let isLeft = false;
    const keep = (measured: Measured<T>): void => {
      if (!isLeft) setKnown({ of, measured });
    };
    keep({ state: 'measuring', step: undefined });
    work.current({ signal: mine.signal, onStep: (step) => keep({ state: 'measuring', step }) }).then(
      (found) => keep({ state: 'done', found }),
      (error: unknown) =>
        keep(error instanceof EngineCancelled ? { state: 'cancelled' } : { state: 'failed', message: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isLeft = true;
      mine.abort();
    };
  }, [of, isWanted]);
  const measured: Measured<T> = known?.of === of ? known.measured : isWanted ? { state: 'measuring', step: undefined } : { state: 'asked' };
  return {
    ...measured,
    start: () => {
      setKnown(undefined);
      setAsked(asked === of ? undefined : of);
    },
    cancel: () => control.current?.abort(),
  };
}
