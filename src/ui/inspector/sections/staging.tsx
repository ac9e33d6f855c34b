import type { Staging } from '../../../core/model/types.ts';
import { Select } from '../../kit/select.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { ExpressionField } from '../expression-field.tsx';
import { Section } from '../section.tsx';

export function StagingSection({ object }: { readonly object: Staging }) {
  const { dispatch } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const sources = Object.values(objects)
    .filter(({ kind }) => kind === 'source')
    .map(({ id, name }) => ({ value: id, label: name }));
  const known = objects[object.source]?.kind === 'source';
  const update = (patch: Record<string, unknown>) => dispatch('object.update', { id: object.id, patch });
  return (
    <Section title="Staging">
      <Select
        label="Source"
        mono
        searchable
        value={known ? object.source : null}
        placeholder="choose a source"
        options={sources}
        error={known ? undefined : 'It reads no source: choose one.'}
        onChange={(source) => {
          if (source !== null) dispatch('connect', { from: source, to: object.id });
        }}
      />
      <ExpressionField
        label="Filter: rows that fail it are not staged"
        placeholder="status <> 'test'"
        value={object.filter ?? ''}
        onCommit={(filter) => update({ filter })}
      />
      <Select
        label="Built as"
        value={object.materialization ?? 'view'}
        options={[
          { value: 'view', label: 'View' },
          { value: 'table', label: 'Table, written anew each run' },
        ]}
        onChange={(value) => update({ materialization: value === 'view' ? null : value })}
      />
    </Section>
  );
}
