import type { Relation } from '../../core/plan/types.ts';
import { entityKeyOf } from '../../core/plan/validity.ts';
import { Button } from '../kit/button.tsx';
import type { GridFocus } from '../results/grid-props.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { keyValues } from './key-values.ts';

/** Shows the versions of the key of the row that has the focus, delivery by delivery. */
export function FollowKey({ relation, row }: { readonly relation: Relation; readonly row: GridFocus | undefined }) {
  const { showHistory } = useActions();
  const plan = useStudio((state) => state.plan);
  const values = row && keyValues(row, entityKeyOf(plan, relation) ?? []);
  return (
    <Button
      disabled={values === undefined}
      title={values ? `Show every version of ${Object.values(values).join(', ')}` : 'Choose a row first'}
      onClick={() => values && showHistory({ shows: 'key', followed: { relation: relation.id, values } })}
    >
      Follow this key
    </Button>
  );
}
