import type { Room } from './ports.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** A number of bytes in words, e.g. `3.2 MB`. */
export function bytesText(bytes: number): string {
  const power = Math.min(UNITS.length - 1, Math.max(0, Math.floor(Math.log10(Math.max(1, bytes)) / 3)));
  const value = bytes / 1000 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : Math.round(value)} ${UNITS[power]}`;
}

/** Whether a browser refused to store for want of room. */
export const isFull = (error: unknown): boolean => error instanceof Error && (error.name === 'QuotaExceededError' || /quota|disk is full/i.test(error.message));

/** What a user is told when something could not be stored: how much room there is, and what to do. */
export function notStored(what: string, error: unknown, room: Room | undefined): string {
  if (!isFull(error)) {
    const reason = error instanceof Error ? error.message : String(error ?? 'it gives no reason');
    return `This browser could not save ${what} (${reason}). Save the project as a zip before you close the tab.`;
  }
  const used = room && room.limit > 0 ? `: ${bytesText(room.used)} of ${bytesText(room.limit)} are used` : '';
  return `This browser has no room left for ${what}${used}. Save the project as a zip, so that nothing is lost; then delete projects that you no longer need, or free space on this disk.`;
}
