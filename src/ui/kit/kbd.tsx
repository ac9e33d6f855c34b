import { keysText } from '../shortcuts/keys.ts';
import { useKeysInUse } from '../shortcuts/keys-in-use.ts';

/**
 * A key combination as this machine's keyboard names it.
 * @param keys an action's id or the keys it has of itself: shown are those that a person gave it
 */
export function Kbd({ keys }: { readonly keys: string }) {
  const now = useKeysInUse(keys);
  return now === undefined ? null : <kbd className="or-kbd">{keysText(now)}</kbd>;
}
