/** What pictures of a diagram are made of: every format draws the same shapes. Units are those of the canvas, y goes down. */
export type Shape =
  | {
      readonly kind: 'rect';
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly fill?: string;
      readonly stroke?: string;
    }
  | { readonly kind: 'line'; readonly points: readonly number[]; readonly stroke: string; readonly width: number; readonly dashed?: boolean }
  | { readonly kind: 'circle'; readonly x: number; readonly y: number; readonly radius: number; readonly stroke: string; readonly fill: string }
  /** A mark in a 16 by 16 box, as SVG path data, filled by the even-odd rule. */
  | { readonly kind: 'mark'; readonly data: string; readonly x: number; readonly y: number; readonly size: number; readonly fill: string }
  | TextShape;

export interface TextShape {
  readonly kind: 'text';
  readonly text: string;
  /** Of the baseline: its left end, or its right end with `end`. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly face: Face;
  readonly fill: string;
  readonly end?: boolean;
}
export type Face = 'plain' | 'bold' | 'italic' | 'mono';

export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly ground: string;
  readonly title: string;
  /** Begins at 0, 0. */
  readonly shapes: readonly Shape[];
}
