import { useMemo, useState } from 'react';
import { renamings, type Renaming } from '../../core/naming/standard.ts';
import type { Settings } from '../../core/model/types.ts';
import { ImpactList } from '../impact/impact-list.tsx';
import { useImpact } from '../impact/use-impact.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';

export interface NamingChange {
  readonly patch: Readonly<Record<string, unknown>>;
  readonly groups: Readonly<Record<string, string>>;
}

interface NamingPreviewProps extends NamingChange {
  /** The settings as they would be. */
  readonly settings: Settings;
  readonly onBack: () => void;
  readonly onClose: () => void;
}

const keyOf = ({ object, column }: Renaming): string => `${object}/${column ?? ''}`;

/** What other names rename, to be chosen from, and what that does to the warehouse; then it is one step. */
export function NamingPreview({ settings, patch, groups, onBack, onClose }: NamingPreviewProps) {
  const { dispatch } = useActions();
  const project = useStudio((state) => state.project);
  const all = useMemo(() => renamings(project, settings), [project, settings]);
  const [left, setLeft] = useState<ReadonlySet<string>>(() => new Set(all.filter(({ follows, taken }) => !follows || taken === true).map(keyOf)));
  const chosen = all.filter((one) => !left.has(keyOf(one)));
  const payload = { patch, groups, renames: chosen.map(({ object, column, to }) => ({ object, name: to, ...(column === undefined ? {} : { column }) })) };
  const impact = useImpact([{ type: 'naming.apply', payload }]);
  const toggle = (one: Renaming, on: boolean) => {
    const next = new Set(left);
    if (on) next.delete(keyOf(one));
    else next.add(keyOf(one));
    setLeft(next);
  };
  const note = ({ follows, taken }: Renaming): string =>
    [...(follows ? [] : ['did not follow the standard before']), ...(taken === true ? ['something else has this name'] : [])].join(', ');
  return (
    <Dialog
      opened
      onClose={onClose}
      title="What the new names change"
      width="min(760px, 94vw)"
      footer={
        <>
          <Button onClick={onBack}>Back</Button>
          <Button
            tone="primary"
            data-autofocus
            onClick={() => {
              dispatch('naming.apply', payload);
              onClose();
            }}
          >
            Apply
          </Button>
        </>
      }
    >
      {all.length === 0 ? (
        <div className="or-soft">No object and no column of the model is called otherwise.</div>
      ) : (
        <section className="or-naming">
          <div className="or-naming-head">
            <h3>
              {plural(chosen.length, 'name')} of {all.length} in the model
            </h3>
            <Button onClick={() => setLeft(new Set())}>All</Button>
            <Button onClick={() => setLeft(new Set(all.map(keyOf)))}>None</Button>
          </div>
          <div className="or-naming-list" role="group" aria-label="Names that change">
            {all.map((one) => (
              <div key={keyOf(one)} className="or-naming-row">
                <Checkbox
                  label={`${one.column === undefined ? '' : `${project.objects[one.object]?.name ?? one.object}.`}${one.from} → ${one.to}`}
                  checked={!left.has(keyOf(one))}
                  onChange={(on) => toggle(one, on)}
                />
                <span className="or-soft">{note(one)}</span>
              </div>
            ))}
          </div>
        </section>
      )}
      <h3 className="or-naming-title">In the warehouse</h3>
      <ImpactList impact={impact} nothing="Nothing changes." />
    </Dialog>
  );
}
