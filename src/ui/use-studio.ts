import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Studio, StudioActions, StudioState } from '../store/studio-types.ts';

export const StudioContext = createContext<Studio | undefined>(undefined);

function studio(context: Studio | undefined): Studio {
  if (!context) throw new Error('A component of the studio stands outside StudioContext.');
  return context;
}

/** Reads the store; renders again when what `pick` returns is another value. `pick` must not build new objects. */
export function useStudio<T>(pick: (state: StudioState) => T): T {
  const { subscribe, getState } = studio(useContext(StudioContext));
  return useSyncExternalStore(subscribe, () => pick(getState()));
}

export const useActions = (): StudioActions => studio(useContext(StudioContext)).actions;
