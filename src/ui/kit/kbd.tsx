import { keysText } from '../shortcuts/keys.ts';

/** A key combination as this machine's keyboard names it. */
export function Kbd({ keys }: { readonly keys: string }) {
  return <kbd className="or-kbd">{keysText(keys)}</kbd>;
}
