import type { DateDimension, TimeDimension } from '../../../core/model/types.ts';
import { Checkbox } from '../../kit/checkbox.tsx';
import { CommitField } from '../../kit/commit-field.tsx';
import { Select } from '../../kit/select.tsx';
import { TextArea } from '../../kit/text-area.tsx';
import { useActions } from '../../use-studio.ts';
import { dayPartsFromText, dayPartsText } from '../day-parts.ts';
import { holidaysFromText, holidaysText } from '../holidays.ts';
import { Section } from '../section.tsx';
import { useUpdate } from '../use-update.ts';
import { RolesSection } from './roles.tsx';

const MONTHS = Array.from({ length: 12 }, (_, index) => ({
  value: String(index + 1),
  label: new Date(Date.UTC(2026, index, 1)).toLocaleDateString('en', { month: 'long', timeZone: 'UTC' }),
}));

export function DateDimensionSection({ object }: { readonly object: DateDimension }) {
  const { notify } = useActions();
  const update = useUpdate(object.id);
  return (
    <>
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
        <Checkbox
          label="A member for “not applicable” (−2)"
          checked={object.not_applicable === true}
          onChange={(on) => update({ not_applicable: on ? true : null })}
        />
      </Section>
      <RolesSection object={object} />
    </>
  );
}

const STEPS = [
  { value: 'hour', label: 'hour: 24 rows' },
  { value: 'quarter_hour', label: 'quarter of an hour: 96 rows' },
  { value: 'minute', label: 'minute: 1,440 rows' },
  { value: 'second', label: 'second: 86,400 rows' },
] as const;

export function TimeDimensionSection({ object }: { readonly object: TimeDimension }) {
  const { notify } = useActions();
  const update = useUpdate(object.id);
  return (
    <>
      <Section title="Time of day">
        <Select label="A row each" value={object.every} options={STEPS} onChange={(every) => update({ every })} />
        <TextArea
          mono
          rows={4}
          label="Parts of the day, each from its start on"
          placeholder={'06:00 morning\n12:00 afternoon'}
          value={dayPartsText(object.parts)}
          onCommit={(text) => {
            const { parts, problem } = dayPartsFromText(text);
            if (problem !== undefined) notify('error', problem);
            else update({ parts: parts.length > 0 ? parts : null });
          }}
        />
        <Checkbox
          label="A member for “not applicable” (−2)"
          checked={object.not_applicable === true}
          onChange={(on) => update({ not_applicable: on ? true : null })}
        />
      </Section>
      <RolesSection object={object} />
    </>
  );
}
