export interface SplitterRange {
  readonly min: number;
  readonly max: number;
}

const STEP = 16;

export const clampSize = (size: number, { min, max }: SplitterRange): number => Math.round(Math.min(Math.max(min, max), Math.max(min, size)));

/** Size after a key, or nothing when the key is none of the splitter's. `grow` is the arrow that makes it larger. */
export function sizeAfterKey(key: string, size: number, grow: string, shrink: string, range: SplitterRange): number | undefined {
  if (key === grow) return clampSize(size + STEP, range);
  if (key === shrink) return clampSize(size - STEP, range);
  if (key === 'Home') return range.min;
  return key === 'End' ? range.max : undefined;
}
