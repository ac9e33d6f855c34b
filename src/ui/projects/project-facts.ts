import type { ListedProject, Room } from '../../store/studio-types.ts';
import { bytesText } from '../../store/room.ts';

const DAY = 86_400_000;
const CLOCK = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' });

const startOfDay = (time: Date): number => new Date(time.getFullYear(), time.getMonth(), time.getDate()).getTime();

/** A time of the past as one says it: `today, 10:12`, `yesterday, 18:40`, `3 Mar 2026`. */
export function whenText(iso: string, now: Date): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return 'at an unknown time';
  const days = Math.round((startOfDay(now) - startOfDay(time)) / DAY);
  if (days === 0) return `today, ${CLOCK.format(time)}`;
  return days === 1 ? `yesterday, ${CLOCK.format(time)}` : DATE.format(time);
}

const counted = (count: number, one: string): string => `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** What a list tells of a project besides its name. */
export function projectFacts({ objects, files, changed, problem }: ListedProject, now: Date): string {
  if (problem !== undefined) return `It cannot be read by this version: ${problem}.`;
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  return [
    counted(objects, 'object'),
    files.length === 0 ? 'no data' : `${counted(files.length, 'file')}, ${bytesText(bytes)}`,
    `changed ${whenText(changed, now)}`,
  ].join(' · ');
}

/** How much of what the browser gives is used, in one sentence. */
export function roomFacts(room: Room | undefined): string {
  if (!room) return 'This browser does not tell how much it can keep.';
  const share = room.limit > 0 ? ` of ${bytesText(room.limit)}` : '';
  return `${bytesText(room.used)}${share} used, the studio kept for offline use included.`;
}
