import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Id } from '../../model/types.ts';

const SHORTEST = 5;

/** The minutes of an hour that the first field of a schedule names. */
function minutesOf(field: string): readonly number[] {
  return field.split(',').flatMap((part) => {
    const [range = '', step] = part.split('/');
    const [first = '', last] = range === '*' ? ['0', '59'] : range.split('-');
    const end = Number(last ?? (step === undefined ? first : 59));
    const every = Math.max(1, Number(step ?? 1));
    const minutes: number[] = [];
    for (let minute = Number(first); minute <= end; minute += every) minutes.push(minute);
    return minutes;
  });
}

function isTooOften(cron: string): boolean {
  const [field = ''] = cron.split(' ');
  if (field.startsWith('@')) return false;
  const minutes = [...new Set(minutesOf(field))].toSorted((a, b) => a - b);
  const first = minutes[0] ?? 0;
  return minutes.length > 1 && minutes.some((minute, index) => (minutes[index + 1] ?? first + 60) - minute < SHORTEST);
}

/** A schedule as SQLMesh takes it: no more often than every five minutes, which is told where somebody wants more. */
export function sqlmeshCron(cron: string, at: Id | undefined): { readonly cron: string; readonly diagnostics: readonly Diagnostic[] } {
  if (!isTooOften(cron)) return { cron, diagnostics: [] };
  const least = ['*/5', ...cron.split(' ').slice(1)].join(' ');
  return {
    cron: least,
    diagnostics: [
      {
        code: 'schedule-too-often',
        severity: 'warning',
        message: `SQLMesh runs nothing more often than every five minutes: ${cron} becomes ${least} there.`,
        at: at === undefined ? {} : { object: at },
      },
    ],
  };
}

/**
 * How far back SQLMesh has to look for a run that is due. Models decide by the rows they hold, whatever the interval, and
 * SQLMesh counts every five minutes since the start before it does anything.
 */
export function sqlmeshStart(cron: string): string {
  const [, , day = '*', month = '*', weekday = '*'] = cron.split(' ');
  if (cron === '@yearly' || month !== '*') return '2 years ago';
  if (cron === '@monthly' || day !== '*') return '2 months ago';
  if (cron === '@weekly' || weekday !== '*') return '2 weeks ago';
  return '3 days ago';
}
