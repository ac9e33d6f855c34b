import type { HistoryState, Replay } from './studio-types.ts';

export const NO_HISTORY: HistoryState = { shows: 'deliveries' };

/** Looks back on the deliveries through the runner of the engine that is open when it is asked. */
export function createReplay(replay: () => Promise<Replay>): Replay {
  return {
    changes: async (...asked) => (await replay()).changes(...asked),
    changed: async (...asked) => (await replay()).changed(...asked),
    follow: async (...asked) => (await replay()).follow(...asked),
    moments: async (...asked) => (await replay()).moments(...asked),
    validAt: async (...asked) => (await replay()).validAt(...asked),
    countAt: async (...asked) => (await replay()).countAt(...asked),
    checksAt: async (...asked) => (await replay()).checksAt(...asked),
    breakingAt: async (...asked) => (await replay()).breakingAt(...asked),
  };
}
