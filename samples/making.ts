export type Cell = string | number;

const cell = (value: Cell): string => (/[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

/** A CSV text with quotes where a value needs them. */
export const csv = (header: string, rows: readonly (readonly Cell[])[]): string => `${[header, ...rows.map((row) => row.map(cell).join(','))].join('\n')}\n`;
export const pick = <T>(values: readonly T[], index: number): T => values[index % values.length] as T;
export const padded = (value: number, length: number): string => String(value).padStart(length, '0');
export const dayAfter = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
/** Cents → `1234.50`. */
export const money = (cents: number): string => (cents / 100).toFixed(2);
