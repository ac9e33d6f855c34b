import type { View } from '../../store/studio-types.ts';
import type { Action } from './actions/action.ts';
import { refusedKeys } from './refused-keys.ts';

/** What a person changed: keys by the action's id. */
export type OwnKeys = View['keys'];

const NONE: readonly string[] = [];

/** The keys of an action as this browser has them. */
export const keysOf = ({ id, keys = NONE }: Pick<Action, 'id' | 'keys'>, own: OwnKeys): readonly string[] => own[id] ?? keys;

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((keys, index) => keys === b[index]);

/** The action that has a combination now. */
export const holderOf = (actions: readonly Action[], keys: string, own: OwnKeys): Action | undefined =>
  actions.find((action) => keysOf(action, own).includes(keys));

/** With other keys for an action; what is the action's own is not noted. */
function withKeys(own: OwnKeys, action: Action, keys: readonly string[]): OwnKeys {
  const { [action.id]: _, ...others } = own;
  return same(keys, action.keys ?? NONE) ? others : { ...others, [action.id]: keys };
}

/** Gives a combination to an action, and takes it from the one that had it. The action keeps no other. */
export function assignKeys(actions: readonly Action[], own: OwnKeys, action: Action, keys: string): OwnKeys {
  const holder = holderOf(actions, keys, own);
  const freed =
    holder && holder !== action
      ? withKeys(
          own,
          holder,
          keysOf(holder, own).filter((other) => other !== keys),
        )
      : own;
  return withKeys(freed, action, [keys]);
}

export const clearKeys = (own: OwnKeys, action: Action): OwnKeys => withKeys(own, action, NONE);

/** The action's own keys again; taken from those who have them now. */
export function resetKeys(actions: readonly Action[], own: OwnKeys, action: Action): OwnKeys {
  const wanted = action.keys ?? NONE;
  const freed = actions.reduce((before, other) => {
    if (other === action) return before;
    const left = keysOf(other, before).filter((keys) => !wanted.includes(keys));
    return same(left, keysOf(other, before)) ? before : withKeys(before, other, left);
  }, own);
  return withKeys(freed, action, wanted);
}

const KIND = 'orrery-shortcuts';

/** The changed keys as a file's text. */
export const keysFile = (own: OwnKeys): string => `${JSON.stringify({ kind: KIND, version: 1, keys: own }, undefined, 2)}\n`;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);

export interface ReadKeys {
  readonly own: OwnKeys;
  /** What of the file was left out, and why. */
  readonly left: readonly string[];
}

/** Reads such a file. @returns a sentence when it is none. Keys that cannot be, or that two actions want, are left out. */
export function readKeysFile(actions: readonly Action[], text: string): ReadKeys | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'It is no JSON.';
  }
  if (!isRecord(value) || value['kind'] !== KIND || !isRecord(value['keys'])) return 'It holds no shortcuts: choose a file that was saved here.';
  const left: string[] = [];
  let own: OwnKeys = {};
  for (const [id, wanted] of Object.entries(value['keys'])) {
    const action = actions.find((one) => one.id === id);
    if (!action || !Array.isArray(wanted)) {
      left.push(`${id}: no such command`);
      continue;
    }
    const keys = wanted.filter((one): one is string => typeof one === 'string');
    const bad = keys.find((one) => refusedKeys(one) !== undefined && !(action.keys ?? NONE).includes(one));
    if (bad !== undefined) left.push(`${bad} for ${action.label}: ${refusedKeys(bad)}`);
    else own = withKeys(own, action, keys);
  }
  for (const action of actions) {
    const free = keysOf(action, own).filter((keys) => holderOf(actions, keys, own) === action);
    if (same(free, keysOf(action, own))) continue;
    left.push(`${keysOf(action, own).join(', ')} for ${action.label}: another command has it`);
    own = withKeys(own, action, free);
  }
  return { own, left };
}
