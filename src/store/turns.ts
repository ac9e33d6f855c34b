/** What of the browser's locks is used. */
export type Locks = Pick<LockManager, 'request' | 'query'>;
/** What of a broadcast channel is used. */
export interface Channel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface TurnEvents {
  /** This tab may write from now on: what the other one saved is to be read first. */
  onMine(): Promise<void>;
  /** Another tab asks for the turn: what is not saved yet is to be saved; it goes when this is done. */
  onAsked(): Promise<void>;
  /** It is gone without having been asked for, because this tab did not answer. */
  onTaken(): Promise<void>;
  /** The tab whose turn it is has saved. */
  onSaved(): Promise<void>;
}

export interface Turn {
  /** Whether this tab may write. */
  readonly mine: () => boolean;
  /** Asks the tab whose turn it is to let go; takes the turn when that tab does not answer. */
  ask(): void;
  /** Tells the other tabs that there is something new to read. */
  saved(): void;
  /** The project is not open in this tab any more. */
  leave(): void;
}

/** One tab at a time writes a project; the others read it, and follow. */
export interface Turns {
  take(project: string, events: TurnEvents): Promise<Turn>;
  /** Projects that some other tab has open for writing. */
  elsewhere(): Promise<ReadonlySet<string>>;
}

const PREFIX = 'orrery/project/';
/** A tab that has not let go after so many milliseconds hangs. */
const PATIENCE = 4000;

type Message = 'ask' | 'saved';

/** Takes turns by the browser's locks, which a tab loses when it is closed, however that happens. */
export function createTurns(locks: Locks, openChannel: (name: string) => Channel, patience = PATIENCE): Turns {
  const own = new Set<string>();

  async function take(project: string, events: TurnEvents): Promise<Turn> {
    const name = `${PREFIX}${project}`;
    const channel = openChannel(name);
    let left = false;
    let letGo: (() => void) | undefined;
    let waiting: AbortController | undefined;
    let patienceEnds: ReturnType<typeof setTimeout> | undefined;
    const send = (message: Message): void => channel.postMessage(message);

    /** A request for the turn; `first` does what is to be done before anything is written. */
    const request = (options: LockOptions, first: (lock: Lock | null) => Promise<unknown>): void => {
      let end: (() => void) | undefined;
      const granted = async (lock: Lock | null): Promise<void> => {
        if (left || lock === null) {
          await first(null);
          return;
        }
        const over = new Promise<void>((resolve) => {
          end = resolve;
        });
        letGo = end;
        own.add(project);
        clearTimeout(patienceEnds);
        await first(lock);
        await over;
      };
      const ended = (): boolean => {
        const had = end !== undefined && letGo === end;
        if (had) letGo = undefined;
        if (end) own.delete(project);
        return had;
      };
      locks.request(name, options, granted).then(ended, (error: unknown) => {
        if (!ended() || left || !(error instanceof DOMException && error.name === 'AbortError')) return;
        void events.onTaken().finally(wait);
      });
    };
    const start = async (lock: Lock | null): Promise<void> => {
      if (lock) await events.onMine();
    };
    function wait(): void {
      if (left) return;
      waiting = new AbortController();
      request({ signal: waiting.signal }, start);
    }

    const first = await new Promise<boolean>((resolve) => {
      request({ ifAvailable: true }, async (lock) => resolve(lock !== null));
    });
    if (!first) wait();

    channel.addEventListener('message', ({ data }) => {
      if (data === 'saved') void events.onSaved();
      if (data !== 'ask') return;
      if (letGo) {
        const end = letGo;
        letGo = undefined;
        void events.onAsked().finally(() => {
          end();
          wait();
        });
      } else {
        // Who asked goes first.
        waiting?.abort();
        wait();
      }
    });

    return {
      mine: () => letGo !== undefined,
      ask() {
        if (letGo) return;
        send('ask');
        clearTimeout(patienceEnds);
        patienceEnds = setTimeout(() => {
          if (letGo || left) return;
          waiting?.abort();
          request({ steal: true }, start);
        }, patience);
      },
      saved: () => send('saved'),
      leave() {
        left = true;
        clearTimeout(patienceEnds);
        waiting?.abort();
        letGo?.();
        channel.close();
      },
    };
  }

  return {
    take,
    async elsewhere() {
      const { held = [] } = await locks.query();
      return new Set(held.flatMap(({ name }) => (name?.startsWith(PREFIX) && !own.has(name.slice(PREFIX.length)) ? [name.slice(PREFIX.length)] : [])));
    },
  };
}

/** Where the browser has no locks, e.g. on a page that is not secure: every tab writes, and saving finds out who was first. */
export const NO_TURNS: Turns = {
  take: async () => ({ mine: () => true, ask: () => undefined, saved: () => undefined, leave: () => undefined }),
  elsewhere: async () => new Set(),
};

/** Turns by what this browser has. */
export const browserTurns = (): Turns =>
  typeof navigator !== 'undefined' && 'locks' in navigator && typeof BroadcastChannel === 'function'
    ? createTurns(navigator.locks, (name) => new BroadcastChannel(name))
    : NO_TURNS;
