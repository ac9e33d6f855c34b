import type { StudioState } from './studio-types.ts';

const AFTER = 300;
/** What could not be saved is tried again, as long as it takes. */
const AGAIN = 15_000;

export interface Autosave {
  /** Something changed: it will be saved shortly. */
  touch(): void;
  /** Saves now what is not saved yet. */
  flush(): Promise<void>;
  /** Whether something is not saved yet. */
  readonly dirty: () => boolean;
}

/** Saves shortly after the last change, one save at a time; says once when it cannot, and tries again. */
export function createAutosave({
  save,
  onState,
  onFailure,
}: {
  readonly save: () => Promise<void>;
  readonly onState: (saved: StudioState['saved']) => void;
  readonly onFailure: (error: unknown) => void;
}): Autosave {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let dirty = false;
  let saving = false;
  let told = false;
  let running: Promise<void> = Promise.resolve();

  const later = (after: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void flush();
    }, after);
  };
  async function once(): Promise<void> {
    if (!dirty) return;
    dirty = false;
    saving = true;
    try {
      await save();
      told = false;
      if (!dirty) onState('saved');
    } catch (error) {
      dirty = true;
      onState('failed');
      if (!told) onFailure(error);
      told = true;
      later(AGAIN);
    } finally {
      saving = false;
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
      if (!told) onState('saving');
      later(AFTER);
    },
    flush,
    dirty: () => dirty || saving,
  };
}
