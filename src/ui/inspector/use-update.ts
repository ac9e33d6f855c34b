import type { Id } from '../../core/model/types.ts';
import { useActions } from '../use-studio.ts';

/** Changes properties of an object; `null` takes one out. */
export function useUpdate(id: Id): (patch: Readonly<Record<string, unknown>>) => void {
  const { dispatch } = useActions();
  return (patch) => {
    dispatch('object.update', { id, patch });
  };
}

/** A choice that is not written down while it is what holds anyway. */
export const unless = <V>(value: V | null, otherwise: V): V | null => (value === otherwise ? null : value);
