import type { ReactNode, Ref } from 'react';
import type { Id, Project } from '../../core/model/types.ts';
import type { Arrangement } from './arrange.ts';
import type { Coloring } from './coloring.ts';
import type { LayoutStyle } from './layout/layout-types.ts';
import type { ObjectState } from './object-node.tsx';

export interface CanvasHandle {
  fit(): void;
  zoomTo(ids: readonly Id[]): void;
  /** Brings an object into view, at the zoom there is. */
  reveal(id: Id): void;
  /** Places what is on the diagram anew, or some of it, in one undo step. */
  layout(style?: LayoutStyle, ids?: readonly Id[]): Promise<void>;
  /** Lines up what is selected, or spreads it evenly. */
  arrange(how: Arrangement): void;
  /** Draws a note in the middle of the view, or an area around what is selected, and lets its text be typed. */
  addMark(type: 'area' | 'note'): void;
  /** Opens the search on the diagram. */
  find(): void;
  /** Selects the next of the relations of the selected object, and tells what it is. */
  nextRelation(): void;
  /** The canvas point at the middle of the view. */
  center(): { readonly x: number; readonly y: number };
}

export interface CanvasProps {
  readonly project: Project;
  readonly diagram: Id;
  readonly selection: readonly Id[];
  readonly selectedColumn?: { readonly object: Id; readonly column: Id } | undefined;
  readonly states: ReadonlyMap<Id, ObjectState>;
  readonly diagnostics: ReadonlyMap<Id, 'error' | 'warning'>;
  readonly colorScheme: 'light' | 'dark';
  readonly coloring: Coloring;
  readonly minimap?: boolean | undefined;
  /** Shows what the marks, colours, lines and signs of the diagram mean. */
  readonly legend?: { readonly onClose: () => void } | undefined;
  readonly onSelect: (ids: readonly Id[], column?: { readonly object: Id; readonly column: Id }) => void;
  readonly dispatch: (type: string, payload: unknown, group?: string) => void;
  readonly onMenu?: (at: { readonly clientX: number; readonly clientY: number }, object: Id | undefined) => void;
  /** Shift+Delete: delete from the model, after the shell has shown the impact. */
  readonly onDelete?: (ids: readonly Id[]) => void;
  readonly onOpen?: (id: Id) => void;
  readonly ref?: Ref<CanvasHandle>;
  /** Shown over a diagram with nothing on it. */
  readonly children?: ReactNode;
}
