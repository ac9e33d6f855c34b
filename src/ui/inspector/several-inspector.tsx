import { Minus, Trash2 } from 'lucide-react';
import type { ModelObject } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useShell } from '../shell/shell-context.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { listFromText } from './column-tests.ts';
import { Section } from './section.tsx';

/** A value that all share; empty when they differ. */
const shared = (values: readonly string[]): string => (new Set(values).size === 1 ? (values[0] ?? '') : '');

/** Several objects at once: what can be said of all of them. */
export function SeveralInspector({ objects }: { readonly objects: readonly ModelObject[] }) {
  const { dispatch, select } = useActions();
  const shell = useShell();
  const diagram = useStudio((state) => state.diagram);
  const ids = objects.map(({ id }) => id);
  const all = (patch: Record<string, unknown>) => {
    const group = `several ${ids.join()} ${Date.now()}`;
    for (const id of ids) dispatch('object.update', { id, patch }, group);
  };
  const owners = objects.map(({ owner }) => owner ?? '');
  const tags = objects.map((object) => (object.tags ?? []).join(', '));
  return (
    <>
      <header className="or-inspector-head">
        <div className="or-inspector-kind">{objects.length} objects</div>
      </header>
      <Section title="All of them">
        <CommitField
          label="Owner"
          value={shared(owners)}
          placeholder={new Set(owners).size > 1 ? 'differs' : 'team or person'}
          onCommit={(text) => all({ owner: text.trim() === '' ? null : text.trim() })}
        />
        <CommitField
          label="Tags"
          value={shared(tags)}
          placeholder={new Set(tags).size > 1 ? 'differ' : 'parted by commas'}
          onCommit={(text) => {
            const list = listFromText(text);
            all({ tags: list.length > 0 ? list : null });
          }}
        />
        <div className="or-buttons">
          <Button icon={<Minus size={14} />} onClick={() => dispatch('diagram.unplace', { diagram, ids })}>
            Remove from diagram
          </Button>
          <Button tone="danger" icon={<Trash2 size={14} />} onClick={() => shell.open({ kind: 'delete', ids })}>
            Delete…
          </Button>
        </div>
      </Section>
      <Section title="Selected" count={objects.length}>
        {objects.map((object) => (
          <button key={object.id} type="button" className="or-pick-row or-mono" onClick={() => select([object.id])}>
            <KindMark object={object} /> {object.name}
          </button>
        ))}
      </Section>
    </>
  );
}
