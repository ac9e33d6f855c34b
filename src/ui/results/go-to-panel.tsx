import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { TextField } from '../kit/text-field.tsx';
import { count } from '../panel/numbers.ts';
import { FloatPanel } from './float-panel.tsx';

interface GoToPanelProps {
  readonly anchor: DOMRect;
  readonly total: number;
  readonly from: number;
  readonly onGo: (row: number) => void;
  readonly onClose: () => void;
}

/** Asks for a row by its number. */
export function GoToPanel({ anchor, total, from, onGo, onClose }: GoToPanelProps) {
  const [text, setText] = useState(String(from + 1));
  const number = Number(text.replaceAll(/[,.\s]/g, ''));
  const fits = Number.isInteger(number) && number >= 1 && number <= total;
  return (
    <FloatPanel label="Go to row" anchor={anchor} onClose={onClose}>
      <form
        className="or-filter"
        onSubmit={(event) => {
          event.preventDefault();
          if (!fits) return;
          onGo(number - 1);
          onClose();
        }}
      >
        <TextField label={`Row, 1 to ${count(total)}`} value={text} onChange={setText} error={fits || text === '' ? undefined : 'There is no such row.'} />
        <div className="or-filter-foot">
          <Button type="submit" tone="primary" disabled={!fits}>
            Go
          </Button>
        </div>
      </form>
    </FloatPanel>
  );
}
