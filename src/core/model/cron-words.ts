interface FieldRule {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly words?: readonly string[];
}

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const FIELDS: readonly FieldRule[] = [
  { name: 'minute', least: 0, most: 59 },
  { name: 'hour', least: 0, most: 23 },
  { name: 'day of the month', least: 1, most: 31 },
  { name: 'month', least: 1, most: 12, words: ['', ...MONTHS] },
  { name: 'weekday', least: 0, most: 7, words: WEEKDAYS },
];
const NAMED: Readonly<Record<string, string>> = {
  '@hourly': 'every hour, on the hour',
  '@daily': 'every day at 00:00',
  '@weekly': 'every Sunday at 00:00',
  '@monthly': 'on the first of every month at 00:00',
  '@yearly': 'every January 1 at 00:00',
};

/** The number that a text stands for in a field: digits, or the first three letters of a month or weekday. */
function numberOf(text: string, { words }: FieldRule): number | undefined {
  if (/^\d{1,2}$/.test(text)) return Number(text);
  const index = /^[a-z]{3}$/i.test(text) ? (words?.findIndex((word) => word.slice(0, 3).toLowerCase() === text.toLowerCase()) ?? -1) : -1;
  return index < 0 ? undefined : index;
}

function fieldProblem(text: string, rule: FieldRule): string | undefined {
  for (const part of text.split(',')) {
    const { range = '', step } = /^(?<range>[^/]+)(?:\/(?<step>\d{1,2}))?$/.exec(part)?.groups ?? {};
    if (range === '' || step === '0' || step === '00') return `The ${rule.name} ${part === '' ? text : part} is none.`;
    if (range === '*') continue;
    const ends = range.split('-').map((end) => numberOf(end, rule));
    const [from, to = from] = ends;
    if (ends.length > 2 || from === undefined || to === undefined) return `The ${rule.name} ${part} is none: a number, a range such as 1-5, */2 or *.`;
    if (from < rule.least || to > rule.most) return `The ${rule.name} ${part} is not from ${rule.least} to ${rule.most}.`;
    if (from > to) return `The ${rule.name} ${part} runs backwards.`;
  }
  return undefined;
}

/** What is wrong with a schedule; nothing when it is one. */
export function cronProblem(cron: string): string | undefined {
  if (Object.hasOwn(NAMED, cron)) return undefined;
  if (cron.startsWith('@')) return `${cron} is none of ${Object.keys(NAMED).join(', ')}.`;
  const fields = cron.split(' ');
  if (fields.length !== FIELDS.length || fields.includes(''))
    return 'A schedule is five fields, parted by one blank each: minute, hour, day of the month, month, weekday; or @daily and the like.';
  for (const [index, rule] of FIELDS.entries()) {
    const problem = fieldProblem(fields[index] ?? '', rule);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

const and = (words: readonly string[]): string => (words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`);
const isPlain = (text: string): boolean => /^\d+(,\d+)*$/.test(text);
const stepOf = (text: string): number | undefined => (/^\*\/\d+$/.test(text) ? Number(text.slice(2)) : undefined);
const two = (text: string): string => text.padStart(2, '0');

/** A list of values in words, each by its own. */
function valuesOf(text: string, rule: FieldRule): string {
  const word = (value: string): string => {
    const number = numberOf(value, rule);
    return number === undefined ? value : (rule.words?.[number] ?? String(number));
  };
  return and(
    text.split(',').map((part) => {
      const [range = '', step] = part.split('/');
      const words = range === '*' ? `every ${rule.name}` : range.split('-').map(word).join(' to ');
      return step === undefined ? words : range === '*' ? `every ${step}. ${rule.name}` : `every ${step}. of ${words}`;
    }),
  );
}

function timesOf(minute: string, hour: string): string {
  const [minutes, hours] = [stepOf(minute), stepOf(hour)];
  if (isPlain(minute) && isPlain(hour)) return `at ${and(hour.split(',').flatMap((h) => minute.split(',').map((m) => `${two(h)}:${two(m)}`)))}`;
  const often = minute === '*' ? 'every minute' : minutes !== undefined ? `every ${minutes} minutes` : `at minute ${minute.split(',').join(' and ')}`;
  if (hour === '*') return isPlain(minute) ? `every hour ${often}` : often;
  return hours === undefined ? `${often} of the hours ${hour}` : `every ${hours} hours ${often}`;
}

function daysOf(day: string, month: string, weekday: string): string {
  const [, , days, months, weekdays] = FIELDS as readonly [FieldRule, FieldRule, FieldRule, FieldRule, FieldRule];
  const on = [
    ...(day === '*' ? [] : [`on day ${valuesOf(day, days)} of the month`]),
    // Where both are said, either will do.
    ...(weekday === '*' ? [] : [`on ${valuesOf(weekday, weekdays)}`]),
  ];
  return [on.length === 0 ? 'every day' : on.join(' or '), ...(month === '*' ? [] : [`in ${valuesOf(month, months)}`])].join(' ');
}

/** A schedule in plain words, e.g. "every day at 06:00"; nothing where it is none. */
export function cronWords(cron: string): string | undefined {
  if (cronProblem(cron) !== undefined) return undefined;
  const named = NAMED[cron];
  if (named !== undefined) return named;
  const [minute = '*', hour = '*', day = '*', month = '*', weekday = '*'] = cron.split(' ');
  const times = timesOf(minute, hour);
  const everyDay = day === '*' && weekday === '*' && month === '*';
  return everyDay && times.startsWith('every') ? times : `${daysOf(day, month, weekday)} ${times}`;
}
