import type { Fact } from '../../../core/model/types.ts';
import { Select } from '../../kit/select.tsx';
import { TextArea } from '../../kit/text-area.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';
import { ThroughSelect } from './through.tsx';

const PERIODS = (['day', 'week', 'month', 'quarter', 'year'] as const).map((value) => ({ value, label: value }));
const TYPES = [
  { value: 'transaction', label: 'Transaction: a row per event' },
  { value: 'periodic_snapshot', label: 'Periodic: a row per period' },
  { value: 'accumulating_snapshot', label: 'Accumulating: a row per process' },
  { value: 'factless', label: 'Factless: that something happened' },
] as const;

export function FactSection({ object }: { readonly object: Fact }) {
  const update = useUpdate(object.id);
  const type = object.fact_type;
  return (
    <Section title="Grain">
      <TextArea
        rows={2}
        label="One row is"
        value={object.grain.sentence ?? ''}
        placeholder="one line of one order"
        onCommit={(sentence) => {
          const { sentence: _, ...grain } = object.grain;
          const line = sentence.trim().replace(/\s+/g, ' ');
          update({ grain: line === '' ? grain : { ...grain, sentence: line } });
        }}
      />
      <p className="or-hint">Keys marked below make a row unique.</p>
      <Select
        label="Kind of fact"
        value={type}
        options={TYPES}
        onChange={(fact_type) =>
          update(fact_type === 'periodic_snapshot' ? { fact_type, period: object.period ?? 'month' } : { fact_type, period: null, quiet_periods: null })
        }
      />
      {type === 'periodic_snapshot' ? (
        <>
          <Select label="Period" value={object.period ?? 'month'} options={PERIODS} onChange={(period) => update({ period })} />
          <Select
            label="A period in which nothing happened"
            value={object.quiet_periods ?? 'none'}
            options={[
              { value: 'none', label: 'has no row' },
              { value: 'carry', label: 'repeats the balance before it' },
              { value: 'zero', label: 'counts nothing' },
            ]}
            onChange={(value) => update({ quiet_periods: unless(value, 'none') })}
          />
        </>
      ) : null}
      {type === 'transaction' || type === 'factless' ? (
        <Select
          label="A second row for a stored grain"
          value={object.corrections ?? 'keep_first'}
          options={[
            { value: 'keep_first', label: 'is left out' },
            { value: 'replace', label: 'takes the place of the first' },
          ]}
          onChange={(value) => update({ corrections: unless(value, 'keep_first') })}
        />
      ) : null}
      {type === 'accumulating_snapshot' ? (
        <p className="or-hint">Its date dimensions are the milestones; a measure can be the time between two of them.</p>
      ) : null}
      <ThroughSelect object={object} />
    </Section>
  );
}
