import type { Place } from './types.ts';

/** Lines of a text, looked up by offset. The starts of lines are found once, and only when somebody asks. */
export function createPlaces(file: string, text: string): (offset: number) => Place {
  let starts: number[] | undefined;
  function lines(): readonly number[] {
    if (starts) return starts;
    starts = [0];
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  return (offset) => {
    const all = lines();
    let [low, high] = [0, all.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((all[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return { file, line: low + 1, column: offset - (all[low] ?? 0) + 1 };
  };
}

const LONGEST_EXCERPT = 120;

/** What stands at an offset, on one line. */
export function excerptAt(text: string, offset: number): string {
  const line = text
    .slice(offset, offset + LONGEST_EXCERPT * 2)
    .replaceAll(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST_EXCERPT ? `${line.slice(0, LONGEST_EXCERPT)}…` : line;
}
