import type { Id } from '../core/model/types.ts';
import type { RunEvent } from '../engine/run-types.ts';
import type { RelationRun, RunLogLine, RunState } from './studio-types.ts';

export const NEVER_RUN: RunState = { phase: 'never', steps: 0, total: 0, relations: new Map(), log: [], rejects: [], fileNotes: [] };

const MOST_LINES = 10_000;

/** Collects run events, so that a thousand of them make a few new states. */
export interface RunCollector {
  add(event: RunEvent): void;
  /** The state after all events so far. */
  take(state: RunState): RunState;
}

export function createRunCollector(): RunCollector {
  let events: RunEvent[] = [];
  return {
    add: (event) => {
      events.push(event);
    },
    take(state) {
      if (events.length === 0) return state;
      const fresh = events;
      events = [];
      return applyEvents(state, fresh);
    },
  };
}

const leftOut = (count: number): readonly string[] => (count === 0 ? [] : [`${count} ${count === 1 ? 'line' : 'lines'} left out`]);

function applyEvents(state: RunState, events: readonly RunEvent[]): RunState {
  const relations = new Map<Id, RelationRun>(state.relations);
  const log: RunLogLine[] = [];
  const rejects = [...state.rejects];
  const fileNotes = [...state.fileNotes];
  let { steps, total, current } = state;
  for (const event of events) {
    if (event.kind === 'started') {
      total = event.total;
      continue;
    }
    if (event.kind === 'rejected') {
      const file = { source: event.source, delivery: event.delivery, file: event.file };
      for (const reject of event.rejects) rejects.push({ ...file, reject });
      for (const note of event.notes.slice(1)) fileNotes.push({ ...file, note });
      log.push({
        relation: event.source,
        delivery: event.delivery,
        status: 'rejected',
        message: `${event.file}: ${[...leftOut(event.rejects.length), ...event.notes].join('; ')}`,
      });
      continue;
    }
    const place = 'delivery' in event && event.delivery !== undefined ? { relation: event.relation, delivery: event.delivery } : { relation: event.relation };
    const before = relations.get(event.relation);
    if (event.kind === 'step') {
      relations.set(event.relation, { ...before, status: 'running' });
      current = place;
      continue;
    }
    steps += 1;
    if (event.kind === 'done') {
      const { rows, added, removed, seconds } = event;
      relations.set(event.relation, {
        status: event.action,
        ...(rows === undefined ? {} : { rows }),
        seconds: (event.action === 'built' && before?.status !== 'waiting' ? (before?.seconds ?? 0) : 0) + seconds,
      });
      log.push({ ...place, status: event.action, ...(rows === undefined ? {} : { rows }), added, removed, seconds });
    } else if (event.kind === 'failed') {
      relations.set(event.relation, { status: 'failed', error: event.error });
      log.push({ ...place, status: 'failed', message: event.error.message });
    } else {
      relations.set(event.relation, { status: 'skipped' });
      log.push({ ...place, status: 'skipped', message: `${event.because} was not built` });
    }
  }
  return {
    ...state,
    steps: Math.min(steps, total),
    total,
    relations,
    log: [...state.log, ...log].slice(-MOST_LINES),
    rejects: rejects.slice(0, MOST_LINES),
    fileNotes: fileNotes.slice(0, MOST_LINES),
    ...(current ? { current } : {}),
  };
}
