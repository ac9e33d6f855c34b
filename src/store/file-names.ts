import { slug } from '../core/commands/free-name.ts';

export interface FileName {
  /** What the file is of: its name without ending and date. */
  readonly base: string;
  /** `2026-01-05T06:00:00` when the name holds a date. */
  readonly loadDate: string | undefined;
}

const DATE = /(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?:[T_\-. ]?(\d{2})[-_.:]?(\d{2})(?:[-_.:]?(\d{2}))?)?(?!\d)/;

const isDay = (text: string): boolean => {
  const date = new Date(`${text}Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
};

/** Reads `customers_2026-01-05.csv` as customers, delivered on that day; a date may stand in a folder's name too. */
export function readFileName(name: string): FileName {
  const inFolder = name.split('/');
  const file = inFolder.at(-1) ?? name;
  const stem = file.replace(/\.gz$/i, '').replace(/\.[a-z0-9]+$/i, '');
  const found =
    DATE.exec(stem) ??
    inFolder
      .slice(0, -1)
      .map((part) => DATE.exec(part))
      .find((match) => match !== null);
  const [whole = '', year, month, day, hour = '00', minute = '00', second = '00'] = found ?? [];
  const loadDate = `${year}-${month}-${day}T${hour}:${minute}:${second}`;
  const dated = found !== null && found !== undefined && isDay(loadDate);
  const base = dated ? stem.replace(whole, ' ') : stem;
  return { base: slug(base), loadDate: dated ? loadDate : undefined };
}

/** A file name without what a path or a shell might read into it. */
export const safeFileName = (name: string): string => (name.split(/[\\/]/).at(-1) ?? name).replaceAll(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^\.+/, '') || 'file';

/** `2026-01-05T06:00:00` → a delivery's id. */
export const deliveryIdOf = (loadDate: string): string => slug(loadDate.replace('T', '_').replaceAll(':', ''));

/** A moment as a load date, to the second. */
export const loadDateOf = (moment: Date): string => moment.toISOString().slice(0, 19);

/** The load date one second later. */
export const nextSecond = (loadDate: string): string => loadDateOf(new Date(new Date(`${loadDate.slice(0, 19)}Z`).getTime() + 1000));
