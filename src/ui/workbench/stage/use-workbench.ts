import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Workbench, WorkbenchState } from '../../../store/workbench-types.ts';
import { useActions } from '../../use-studio.ts';

export const WorkbenchContext = createContext<Workbench | undefined>(undefined);

/** The workbench inside its stage. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('A part of the workbench stands outside WorkbenchContext.');
  return workbench;
}

/** Reads the workbench; renders again when what `pick` returns is another value. */
export function useQueries<T>(pick: (state: WorkbenchState) => T): T {
  const { subscribe, getState } = useWorkbench();
  return useSyncExternalStore(subscribe, () => pick(getState()));
}

/** The workbench of the studio, once it is made; what went wrong in its place. */
export function useOpenedWorkbench(): Workbench | string | undefined {
  const { workbench } = useActions();
  const [opened, setOpened] = useState<Workbench | string>();
  useEffect(() => {
    let left = false;
    workbench().then(
      (made) => (left ? undefined : setOpened(made)),
      (error: unknown) => (left ? undefined : setOpened(error instanceof Error ? error.message : String(error))),
    );
    return () => {
      left = true;
    };
  }, [workbench]);
  return opened;
}
