export interface Cell {
  readonly row: number;
  readonly column: number;
}
/** From where a selection began to where it is now. */
export interface CellRange {
  readonly anchor: Cell;
  readonly focus: Cell;
}
export interface GridSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows that fit on the screen. */ readonly page: number;
}

export interface Bounds {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export const boundsOfRange = ({ anchor, focus }: CellRange): Bounds => ({
  top: Math.min(anchor.row, focus.row),
  left: Math.min(anchor.column, focus.column),
  bottom: Math.max(anchor.row, focus.row),
  right: Math.max(anchor.column, focus.column),
});

export const holds = ({ top, left, bottom, right }: Bounds, row: number, column: number): boolean =>
  row >= top && row <= bottom && column >= left && column <= right;

export interface GridKey {
  readonly key: string;
  readonly shift: boolean;
  readonly mod: boolean;
}

/** Where a key leads in a grid; `undefined` when the key means nothing there. */
export function moveCell(range: CellRange, { key, shift, mod }: GridKey, size: GridSize): CellRange | undefined {
  if (size.rows === 0) return undefined;
  const { row, column } = range.focus;
  const last = { row: size.rows - 1, column: size.columns - 1 };
  if (mod && key.toLowerCase() === 'a') return { anchor: { row: 0, column: 0 }, focus: last };
  const targets: Readonly<Record<string, Cell>> = {
    ArrowUp: { row: mod ? 0 : row - 1, column },
    ArrowDown: { row: mod ? last.row : row + 1, column },
    ArrowLeft: { row, column: mod ? 0 : column - 1 },
    ArrowRight: { row, column: mod ? last.column : column + 1 },
    PageUp: { row: row - size.page, column },
    PageDown: { row: row + size.page, column },
    Home: { row: mod ? 0 : row, column: 0 },
    End: { row: mod ? last.row : row, column: last.column },
  };
  if (!Object.hasOwn(targets, key)) return undefined;
  const to = targets[key];
  if (!to) return undefined;
  const focus = { row: Math.min(last.row, Math.max(0, to.row)), column: Math.min(last.column, Math.max(0, to.column)) };
  return { anchor: shift ? range.anchor : focus, focus };
}
