import { expect, it } from 'vitest';
import { cronProblem, cronWords } from './cron-words.ts';

it.each([
  ['0 6 * * *', 'every day at 06:00'],
  ['30 6,18 * * *', 'every day at 06:30 and 18:30'],
  ['0 6 * * 1-5', 'on Monday to Friday at 06:00'],
  ['0 6 * * MON,thu', 'on Monday and Thursday at 06:00'],
  ['15 4 1 * *', 'on day 1 of the month at 04:15'],
  ['15 4 1 1,7 *', 'on day 1 of the month in January and July at 04:15'],
  ['0 0 1 * 0', 'on day 1 of the month or on Sunday at 00:00'],
  ['*/15 * * * *', 'every 15 minutes'],
  ['* * * * *', 'every minute'],
  ['5 * * * *', 'every hour at minute 5'],
  ['0 */4 * * *', 'every 4 hours at minute 0'],
  ['*/10 8-18 * * 1-5', 'on Monday to Friday every 10 minutes of the hours 8-18'],
  ['@hourly', 'every hour, on the hour'],
])('says %s as %s', (cron, words) => {
  expect(cronProblem(cron)).toBeUndefined();
  expect(cronWords(cron)).toBe(words);
});

it.each([
  ['', /five fields/],
  ['0 6 * *', /five fields/],
  ['0 6  * * *', /five fields/],
  ['0 25 * * *', /hour 25 is not from 0 to 23/],
  ['60 6 * * *', /minute 60 is not from 0 to 59/],
  ['0 6 0 * *', /day of the month 0 is not from 1 to 31/],
  ['0 6 * * fri-mon', /weekday fri-mon runs backwards/],
  ['0 6 * foo *', /month foo is none/],
  ['*/0 6 * * *', /minute \*\/0 is none/],
  ['1, 6 * * *', /minute 1, is none/],
  ['@noon', /@noon is none of @hourly/],
  ['toString', /five fields/],
])('refuses %s', (cron, problem) => {
  expect(cronProblem(cron)).toMatch(problem);
  expect(cronWords(cron)).toBeUndefined();
});
