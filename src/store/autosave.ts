import { ChangedElsewhere } from './persistence.ts';
import type { StudioState } from './studio-types.ts';

const AFTER = 300;

export interface Autosave {
  /** Something changed: it will be saved shortly. */
  touch(): void;
  /** Saves now what is not saved yet. */
  flush(): Promise<void>;
}

/** Saves shortly after the last change, one save at a time; says once when it cannot. */
export function createAutosave({
  save,
  onState,
  onFailure,
}: {
  readonly save: () => Promise<void>;
  readonly onState: (saved: StudioState['saved']) => void;
  readonly onFailure: (message: string) => void;
}): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let told = false;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function once(): Promise<void> {
    if (!dirty || stopped) return;
    dirty = false;
    try {
      await save();
      told = false;
      if (!dirty) onState('saved');
    } catch (error) {
      onState('failed');
      if (error instanceof ChangedElsewhere) {
        stopped = true;
        onFailure('This project was changed in another tab, so this tab no longer saves. Save it as a zip if its changes matter, then reload.');
        return;
      }
      dirty = true;
      if (!told)
        onFailure(
          `This browser could not save the project (${error instanceof Error ? error.message : String(error)}). Save it as a zip before you close the tab.`,
        );
      told = true;
    }
  }
  const flush = (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(once);
    return running;
  };
  return {
    touch() {
      dirty = true;
      if (stopped) return;
      onState('saving');
      clearTimeout(timer);
      timer = setTimeout(() => {
        void flush();
      }, AFTER);
    },
    flush,
  };
}
