import type { ReactNode } from 'react';
import { Button } from '../kit/button.tsx';
import { Progress } from '../kit/progress.tsx';
import { plural } from '../panel/numbers.ts';
import type { Measured } from './use-measured.ts';

interface MeasuringProps<T> {
  readonly name: string;
  readonly rows: number | undefined;
  readonly measured: Measured<T> & { readonly start: () => void; readonly cancel: () => void };
  readonly children: (found: T) => ReactNode;
}

/** What was measured, or where that stands. */
export function Measuring<T>({ name, rows, measured, children }: MeasuringProps<T>) {
  switch (measured.state) {
    case 'done':
      return children(measured.found);
    case 'measuring':
      return (
        <div className="or-p-empty">
          <Progress label={`Profile of ${name}`} doing={measured.step?.doing ?? 'Counting'} done={measured.step?.done ?? 0} total={measured.step?.total ?? 0} />
          <Button onClick={measured.cancel}>Cancel</Button>
        </div>
      );
    case 'failed':
      return (
        <div className="or-p-empty" role="alert">
          <p className="or-p-error">{measured.message}</p>
          <Button onClick={measured.start}>Try again</Button>
        </div>
      );
    case 'asked':
    case 'cancelled':
      return (
        <div className="or-p-empty">
          <p>
            {measured.state === 'cancelled'
              ? `The profile of ${name} was not finished.`
              : `${name} has ${rows === undefined ? 'rows that are not counted' : plural(rows, 'row')}: a profile takes some seconds and is in part made of a sample.`}
          </p>
          <Button tone="primary" onClick={measured.start}>
            Profile
          </Button>
        </div>
      );
  }
}
