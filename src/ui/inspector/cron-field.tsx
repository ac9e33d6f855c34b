import { useState } from 'react';
import { cronProblem, cronWords } from '../../core/model/cron-words.ts';
import { CommitField } from '../kit/commit-field.tsx';

/** When something is built. What is no schedule stays in the field, with what is wrong with it, and changes nothing. */
export function CronField({
  value,
  placeholder,
  onCommit,
}: {
  readonly value: string | undefined;
  readonly placeholder: string;
  readonly onCommit: (cron: string | null) => void;
}) {
  const [refused, setRefused] = useState<string>();
  const shown = refused ?? value ?? '';
  const words = shown === '' ? undefined : cronWords(shown);
  return (
    <CommitField
      label="Schedule"
      mono
      value={shown}
      placeholder={placeholder}
      error={shown === '' ? undefined : cronProblem(shown)}
      hint={words === undefined ? undefined : `Built ${words}`}
      onCommit={(text) => {
        const cron = text.trim();
        const isRefused = cron !== '' && cronProblem(cron) !== undefined;
        setRefused(isRefused ? cron : undefined);
        if (!isRefused && cron !== (value ?? '')) onCommit(cron === '' ? null : cron);
      }}
    />
  );
}
