const NUMBER = /^(?:U?(?:TINY|SMALL|BIG|HUGE)INT|U?INTEGER|FLOAT|DOUBLE|DECIMAL(?:\([\d, ]+\))?)$/;

/** Whether the engine's type is a number, whose digits should stand below each other. */
export const isNumberType = (type: string): boolean => NUMBER.test(type.toUpperCase());

export const NARROWEST = 72;
const WIDEST = 360;
const CHARACTER = 7.4;
const PADDING = 24;

/** Width in pixels that shows name, type and most of the sampled values. */
export function widthOf(name: string, type: string, sample: readonly (string | null)[]): number {
  const longest = Math.max(name.length + 2, type.length, ...sample.map((value) => Math.min(value?.length ?? 4, 80)));
  return Math.round(Math.min(WIDEST, Math.max(NARROWEST, longest * CHARACTER + PADDING)));
}

/** Whether a cell of that width shows a value whole. */
export const fitsIn = (width: number, value: string): boolean => !/[\r\n]/.test(value) && value.length * CHARACTER + PADDING <= width;
