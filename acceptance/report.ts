import type { Difference } from './compare.ts';
import type { Exception } from './documented.ts';
import type { Verdict } from './judge.ts';

const MOST_ROWS = 20;
const cell = (value: string | null | undefined): string => (value === null || value === undefined ? 'NULL' : value === '' ? "''" : value);

function rowLines(label: string, rows: Difference['missing']): readonly string[] {
  const shown = rows.slice(0, MOST_ROWS).map((row) => `      ${label}  ${row.map(cell).join(' | ')}`);
  return rows.length > MOST_ROWS ? [...shown, `      ${label}  … and ${rows.length - MOST_ROWS} more`] : shown;
}

const differenceLines = ({ columns, missing, extra }: Difference): readonly string[] => [
  `                ${columns.join(' | ')}`,
  ...rowLines('expected', missing),
  ...rowLines('actual  ', extra),
];

/** What differs in a case: each run and step with the rows expected and not there, and those there and not expected. */
export const failureLines = ({ id, object, name, failures }: Verdict): readonly string[] => [
  `FAILED ${id} (${object}) ${name}`,
  ...failures.flatMap(({ run, step, message, difference }) => [`    ${run}, step ${step}: ${message}`, ...(difference ? differenceLines(difference) : [])]),
];

const grouped = <T>(items: readonly T[], key: (item: T) => string): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
};

/** What was left out and why, which runs say nothing of which cases, what is documented, and the closing line. */
export function summaryLines(verdicts: readonly Verdict[], documented: ReadonlyMap<string, readonly Exception[]>): readonly string[] {
  const skipped = verdicts.filter(({ status }) => status === 'skipped');
  const inapplicable = verdicts.flatMap(({ id, inapplicable: runs }) => [...runs].map(([run, reason]) => ({ id, text: `${run}: ${reason}` })));
  const exceptions = [...documented].flatMap(([id, list]) => list.map((exception) => ({ id, exception })));
  const count = (status: Verdict['status']): number => verdicts.filter((verdict) => verdict.status === status).length;
  return [
    ...[...grouped(skipped, ({ reason }) => reason ?? '')].map(([reason, list]) => `skipped ${list.length}, ${reason}: ${list.map(({ id }) => id).join(', ')}`),
    ...[...grouped(inapplicable, ({ text }) => text)].map(([text, list]) => `not asked of ${list.length}, ${text}`),
    ...exceptions.map(({ id, exception }) => `documented ${id} (${exception.runs.join(', ')}): ${exception.reason}`),
    `${count('passed')} passed, ${count('failed')} failed, ${count('skipped')} skipped`,
  ];
}
