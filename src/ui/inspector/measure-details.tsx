import type { Fact, FactColumn } from '../../core/model/types.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { Select } from '../kit/select.tsx';
import { useStudio } from '../use-studio.ts';
import { ColumnSelect } from './column-select.tsx';

const ADDITIVITY = [
  { value: 'additive', label: 'additive +' },
  { value: 'semi_additive', label: 'semi-additive ~' },
  { value: 'non_additive', label: 'non-additive ∅' },
] as const;
const AGGREGATIONS = (['sum', 'min', 'max', 'avg', 'count', 'last'] as const).map((value) => ({ value, label: value }));
const LAG_UNITS = (['day', 'month', 'year'] as const).map((value) => ({ value, label: `${value}s` }));

interface MeasureProps {
  readonly fact: Fact;
  readonly column: FactColumn;
  readonly update: (patch: Record<string, unknown>) => void;
}

function Lag({ fact, column, update }: MeasureProps) {
  const objects = useStudio((state) => state.project.objects);
  const milestones = fact.dimensions
    .filter(({ dimension }) => objects[dimension]?.kind === 'date_dimension')
    .map(({ id, role, dimension }) => ({ value: id, label: role ?? objects[dimension]?.name ?? id }));
  const { lag } = column;
  const [first, second] = milestones;
  if (lag === undefined)
    return first && second ? (
      <Checkbox
        label="Is the time between two milestones"
        checked={false}
        onChange={() => update({ lag: { from: first.value, to: second.value, unit: 'day' } })}
      />
    ) : null;
  return (
    <>
      <Checkbox label="Is the time between two milestones" checked onChange={() => update({ lag: null })} />
      <div className="or-inspector-pair">
        <Select label="From" value={lag.from} options={milestones} onChange={(from) => update({ lag: { ...lag, from: from ?? lag.from } })} />
        <Select label="To" value={lag.to} options={milestones} onChange={(to) => update({ lag: { ...lag, to: to ?? lag.to } })} />
      </div>
      <Select label="Counted in" value={lag.unit} options={LAG_UNITS} onChange={(unit) => update({ lag: { ...lag, unit: unit ?? lag.unit } })} />
    </>
  );
}

/** How a measure adds up, and in what it is counted. */
export function MeasureDetails({ fact, column, update }: MeasureProps) {
  const project = useStudio((state) => state.project);
  const over = column.not_over ?? [];
  return (
    <>
      <div className="or-inspector-pair">
        <Select
          label="Additivity"
          value={column.additivity ?? 'additive'}
          options={ADDITIVITY}
          onChange={(additivity) => update(additivity === 'semi_additive' ? { additivity } : { additivity, not_over: null })}
        />
        <Select label="Aggregation" value={column.aggregation ?? 'sum'} options={AGGREGATIONS} onChange={(aggregation) => update({ aggregation })} />
      </div>
      {column.additivity === 'semi_additive' ? (
        <fieldset className="or-fieldset">
          <legend>Does not add over</legend>
          {fact.dimensions.map(({ id, role, dimension }) => (
            <Checkbox
              key={id}
              label={role ?? project.objects[dimension]?.name ?? id}
              checked={over.includes(id)}
              onChange={(on) => {
                const next = fact.dimensions.map((each) => each.id).filter((each) => (each === id ? on : over.includes(each)));
                update({ not_over: next.length > 0 ? next : null });
              }}
            />
          ))}
        </fieldset>
      ) : null}
      <CommitField
        label="Unit"
        value={column.unit ?? ''}
        placeholder="EUR, pieces, …"
        onCommit={(unit) => update({ unit: unit.trim() === '' ? null : unit.trim() })}
      />
      <ColumnSelect
        label="Unit by row, from"
        columns={fact.columns.filter(({ use }) => use === 'degenerate')}
        value={column.unit_from}
        none="none: one unit for all"
        onChange={(unit_from) => update({ unit_from })}
      />
      {fact.fact_type === 'accumulating_snapshot' ? <Lag fact={fact} column={column} update={update} /> : null}
    </>
  );
}
