import type { DateDimension, Dimension } from '../../../core/model/types.ts';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select } from '../../kit/select.tsx';
import { TextArea } from '../../kit/text-area.tsx';
import { useActions } from '../../use-studio.ts';
import { holidaysFromText, holidaysText } from '../holidays.ts';
import { Section } from '../section.tsx';

export function DimensionSection({ object }: { readonly object: Dimension }) {
  const { dispatch } = useActions();
  return (
    <Section title="Surrogate key">
      <Select
        label="Made from"
        value={object.surrogate ?? 'integer'}
        options={[
          { value: 'integer', label: 'Numbers, in the order of arrival' },
          { value: 'hash', label: 'Hash of the natural key and version' },
        ]}
        onChange={(value) => dispatch('object.update', { id: object.id, patch: { surrogate: value === 'integer' ? null : value } })}
      />
    </Section>
  );
}

const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  label: new Date(Date.UTC(2026, index, 1)).toLocaleDateString('en', { month: 'long', timeZone: 'UTC' }),
}));

export function DateDimensionSection({ object }: { readonly object: DateDimension }) {
  const { dispatch, notify } = useActions();
  const update = (patch: Record<string, unknown>) => dispatch('object.update', { id: object.id, patch });
  return (
    <Section title="Calendar">
      <div className="or-inspector-pair">
        <CommitField type="date" label="First day" value={object.first} onCommit={(first) => update({ first })} />
        <CommitField type="date" label="Last day" value={object.last} onCommit={(last) => update({ last })} />
      </div>
      <Select
        label="Fiscal year begins in"
        value={String(object.fiscal_start ?? 1)}
        options={MONTHS}
        onChange={(month) => update({ fiscal_start: month === '1' ? null : Number(month) })}
      />
      <TextArea
        mono
        rows={4}
        label="Holidays, one a line"
        placeholder={'2026-12-25 Christmas Day'}
        value={holidaysText(object.holidays)}
        onCommit={(text) => {
          const { holidays, problem } = holidaysFromText(text);
          if (problem !== undefined) notify('error', problem);
          else update({ holidays: holidays.length > 0 ? holidays : null });
        }}
      />
    </Section>
  );
}
