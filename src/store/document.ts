import { hasColumns } from '../core/model/lookup.ts';
import type { StoreApi } from 'zustand/vanilla';
import { applyCommand } from '../core/commands/dispatch.ts';
import { NO_HISTORY, record, redo, seal, undo, type History, type Moved } from '../core/commands/history.ts';
import { CommandError } from '../core/commands/types.ts';
import { checkProject } from '../core/model/check-project.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import type { Project } from '../core/model/types.ts';
import type { Compiler } from '../core/plan/compile.ts';
import type { ReadFile } from '../core/model/write-project.ts';
import type { Judged } from '../core/plan/impact.ts';
import { planSettings } from '../core/plan/plan-settings.ts';
import type { Plan } from '../core/plan/types.ts';
import type { Linter } from '../core/rules/linter.ts';
import type { DataFile, StudioState } from './studio-types.ts';

export interface OpenDocument {
  readonly project: Project;
  readonly history?: History;
  readonly opened?: ReadonlyMap<string, ReadFile>;
  readonly problems?: readonly Diagnostic[];
  readonly files?: ReadonlyMap<string, DataFile>;
  readonly diagram?: string;
}

/** A command that may be given. */
export interface Wish {
  readonly type: string;
  readonly payload: unknown;
}

type Derived = Pick<StudioState, 'project' | 'plan' | 'diagnostics' | 'selection' | 'column' | 'diagram' | 'undoLabel' | 'redoLabel' | 'files'>;

export interface Document {
  /** The state of a document that has just been opened. */
  open(document: OpenDocument): Derived;
  dispatch(type: string, payload: unknown, group?: string): boolean;
  undo(): void;
  redo(): void;
  /** The next change begins a new undo step. */
  endGesture(): void;
  addFiles(files: readonly DataFile[]): void;
  /** Works out the plan of the open project and of all that come, once the compiler is there. */
  compileWith(compile: Compiler, lint: Linter): void;
  /** The open document as commands would leave it, judged: the refusal of the first that cannot be done, or nothing while there is no compiler. */
  judge(commands: readonly Wish[]): Judged | { readonly refused: string } | undefined;
  readonly history: () => History;
  readonly opened: () => ReadonlyMap<string, ReadFile>;
  readonly problems: () => readonly Diagnostic[];
}

function missingFiles(project: Project, files: ReadonlyMap<string, DataFile>): readonly Diagnostic[] {
  return project.deliveries.flatMap((delivery) =>
    Object.entries(delivery.files).flatMap(([source, path]): readonly Diagnostic[] =>
      files.has(path)
        ? []
        : [
            {
              code: 'missing-file',
              severity: 'warning',
              at: { object: source },
              message: `Delivery ${delivery.label ?? delivery.id} names ${path}, which is not here: drop the file again, or take it out of the delivery.`,
            },
          ],
    ),
  );
}

/** What there is of a plan before the compiler is: nothing yet. */
const unplanned = (project: Project): Plan => ({ ...planSettings(project), relations: [], byId: new Map(), diagnostics: [], exposures: [] });

/** The document with its history, and what is derived from it; `store` is told after each change. */
export function createDocument(store: () => StoreApi<StudioState>, notify: (message: string) => void): Document {
  let compile: (project: Project) => Plan = unplanned;
  let lint: (project: Project, plan: Plan) => readonly Diagnostic[] = () => [];
  let history: History = NO_HISTORY;
  let opened: ReadonlyMap<string, ReadFile> = new Map();
  let problems: readonly Diagnostic[] = [];

  function derive(project: Project, files: ReadonlyMap<string, DataFile>, before: Pick<StudioState, 'selection' | 'column' | 'diagram'>): Derived {
    const plan = compile(project);
    const alive = before.selection.every((id) => Object.hasOwn(project.objects, id));
    const { column } = before;
    const object = column ? project.objects[column.object] : undefined;
    const columnAlive = column && object && (!hasColumns(object) || object.columns.some(({ id }) => id === column.column));
    return {
      project,
      plan,
      files,
      diagnostics: [...problems, ...checkProject(project), ...missingFiles(project, files), ...plan.diagnostics, ...lint(project, plan)],
      selection: alive ? before.selection : before.selection.filter((id) => Object.hasOwn(project.objects, id)),
      column: columnAlive ? column : undefined,
      diagram: Object.hasOwn(project.diagrams, before.diagram) ? before.diagram : (Object.keys(project.diagrams)[0] ?? ''),
      undoLabel: history.past.at(-1)?.label,
      redoLabel: history.future[0]?.label,
    };
  }
  const show = (project: Project): void => {
    const state = store().getState();
    store().setState(derive(project, state.files, state));
  };
  const move = (moved: Moved | undefined): void => {
    if (!moved) return;
    history = moved.history;
    show(moved.project);
  };

  return {
    open(document) {
      history = document.history ?? NO_HISTORY;
      opened = document.opened ?? new Map();
      problems = document.problems ?? [];
      return derive(document.project, document.files ?? new Map(), { selection: [], column: undefined, diagram: document.diagram ?? '' });
    },
    dispatch(type, payload, group) {
      const { project } = store().getState();
      try {
        const applied = applyCommand(project, type, payload);
        if (applied.project === project) return false;
        const { label, patches, inverse } = applied;
        history = record(history, { label, patches, inverse, ...(group === undefined ? {} : { group }) });
        show(applied.project);
        return true;
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        notify(error.message);
        return false;
      }
    },
    undo: () => move(undo(store().getState().project, history)),
    redo: () => move(redo(store().getState().project, history)),
    endGesture: () => {
      history = seal(history);
    },
    addFiles(added) {
      const state = store().getState();
      const files = new Map([...state.files, ...added.map((file) => [file.path, file] as const)]);
      store().setState(derive(state.project, files, state));
    },
    compileWith(compiler, linter) {
      [compile, lint] = [compiler, linter];
      show(store().getState().project);
    },
    judge(commands) {
      if (compile === unplanned) return undefined;
      const state = store().getState();
      try {
        const project = commands.reduce((before, { type, payload }) => applyCommand(before, type, payload).project, state.project);
        return derive(project, state.files, state);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        return { refused: error.message };
      }
    },
    history: () => history,
    opened: () => opened,
    problems: () => problems,
  };
}
