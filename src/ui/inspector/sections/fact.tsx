import type { Fact } from '../../../core/model/types.ts';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select } from '../../kit/select.tsx';
import { useActions } from '../../use-studio.ts';
import { Section } from '../section.tsx';

const PERIODS = (['day', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: value }));

export function FactSection({ object }: { readonly object: Fact }) {
  const { dispatch } = useActions();
  const update = (patch: Record<string, unknown>) => dispatch('object.update', { id: object.id, patch });
  const periodic = object.fact_type === 'periodic_snapshot';
  return (
    <Section title="Grain">
      <CommitField
        label="One row is"
        value={object.grain.sentence ?? ''}
        placeholder="one line of one order"
        onCommit={(sentence) => {
          const { sentence: _, ...grain } = object.grain;
          update({ grain: sentence.trim() === '' ? grain : { ...grain, sentence: sentence.trim() } });
        }}
      />
      <p className="or-hint">Keys marked below make a row unique.</p>
      <Select
        label="Kind of fact"
        value={object.fact_type}
        options={[
          { value: 'transaction', label: 'Transaction: a row per event' },
          { value: 'periodic_snapshot', label: 'Periodic snapshot: a row per period' },
        ]}
        onChange={(fact_type) => update(fact_type === 'periodic_snapshot' ? { fact_type, period: object.period ?? 'month' } : { fact_type, period: null })}
      />
      {periodic ? (
        <Select label="Period" value={object.period ?? 'month'} options={PERIODS} onChange={(period) => update({ period })} />
      ) : (
        <Select
          label="A second row for a stored grain"
          value={object.corrections ?? 'keep_first'}
          options={[
            { value: 'keep_first', label: 'is left out' },
            { value: 'replace', label: 'takes the place of the first' },
          ]}
          onChange={(value) => update({ corrections: value === 'keep_first' ? null : value })}
        />
      )}
    </Section>
  );
}
