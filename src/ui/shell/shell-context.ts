import { createContext, useContext, type RefObject } from 'react';
import type { Id } from '../../core/model/types.ts';
import type { CanvasHandle } from '../canvas/canvas-props.ts';

/** What the shell can show above everything else. */
export type ShellDialog =
  | { readonly kind: 'palette'; readonly query?: string }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'export' }
  | { readonly kind: 'projects' }
  | { readonly kind: 'help'; readonly page: 'data' | 'terms' | 'about' }
  | { readonly kind: 'tour' }
  | { readonly kind: 'link'; readonly text: string }
  | { readonly kind: 'copy_link'; readonly address: string }
  | { readonly kind: 'choose_files'; readonly accept: string }
  | { readonly kind: 'new_project' }
  | { readonly kind: 'rename_project' }
  | { readonly kind: 'connect'; readonly id: Id }
  /** An object, or one of its columns. */
  | { readonly kind: 'rename'; readonly id: Id; readonly column?: Id }
  | { readonly kind: 'delete_column'; readonly object: Id; readonly column: Id }
  | { readonly kind: 'delete'; readonly ids: readonly Id[] };

/** What of the shell its regions may ask for. */
export interface Shell {
  readonly canvas: RefObject<CanvasHandle | null>;
  readonly search: RefObject<HTMLInputElement | null>;
  open(dialog: ShellDialog): void;
  /** Asks for files and opens them: data, or a project zip. */
  openFiles(accept: string): void;
  /** Where on the diagram something new can stand, near the middle of the view. */
  spot(): { readonly x: number; readonly y: number };
}

export const ShellContext = createContext<Shell | undefined>(undefined);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (!shell) throw new Error('A region of the studio stands outside ShellContext.');
  return shell;
}
