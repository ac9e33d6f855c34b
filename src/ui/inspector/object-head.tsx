import { useState } from 'react';
import type { ModelObject } from '../../core/model/types.ts';
import { Follows } from '../impact/follows.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { labelOf } from '../kinds/kind-shape.ts';
import { useActions } from '../use-studio.ts';
import { listFromText } from './column-tests.ts';

const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());

/** What every object has: its name, what it is, whose it is. */
export function ObjectHead({ object }: { readonly object: ModelObject }) {
  const { dispatch } = useActions();
  const [draft, setDraft] = useState<string>();
  const update = (patch: Record<string, unknown>) => dispatch('object.update', { id: object.id, patch });
  return (
    <header className="or-inspector-head">
      <div className="or-inspector-kind">
        <KindMark object={object} size={14} /> {labelOf(object)}
      </div>
      <CommitField aria-label="Name" mono value={object.name} onDraft={setDraft} onCommit={(name) => dispatch('object.rename', { id: object.id, name })} />
      {draft === undefined || draft.trim() === '' ? null : <Follows type="object.rename" payload={{ id: object.id, name: draft.trim() }} />}
      <TextArea
        aria-label="Description"
        placeholder="What one row is, and what it is for"
        value={object.description ?? ''}
        onCommit={(text) => update({ description: orNull(text) })}
      />
      <div className="or-inspector-pair">
        <CommitField label="Owner" value={object.owner ?? ''} placeholder="team or person" onCommit={(text) => update({ owner: orNull(text) })} />
        <CommitField
          label="Tags"
          value={(object.tags ?? []).join(', ')}
          placeholder="a, b, c"
          onCommit={(text) => {
            const tags = listFromText(text);
            update({ tags: tags.length > 0 ? tags : null });
          }}
        />
      </div>
    </header>
  );
}
