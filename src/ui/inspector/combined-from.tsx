import { columnsOf } from '../../core/model/lookup.ts';
import type { Id, Intermediate, IntermediateColumn } from '../../core/model/types.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Select } from '../kit/select.tsx';
import { useStudio } from '../use-studio.ts';
import { ColumnSelect } from './column-select.tsx';
import { EntryList } from './entry-list.tsx';
import { ExpressionField } from './expression-field.tsx';

const AGGREGATES = (['sum', 'min', 'max', 'avg', 'count'] as const).map((value) => ({ value, label: value }));

/** Where an intermediate column's values come from, input by input, and which wins. */
export function CombinedFrom({
  object,
  column,
  update,
}: {
  readonly object: Intermediate;
  readonly column: IntermediateColumn;
  readonly update: (patch: Record<string, unknown>) => void;
}) {
  const objects = useStudio((state) => state.project.objects);
  const from = column.from ?? {};
  const nameOf = (id: Id): string => {
    const input = object.inputs.find((each) => each.id === id);
    return input ? (input.alias ?? objects[input.from]?.name ?? input.from) : `${id} is gone`;
  };
  const put = (input: Id, of: Id | null) => {
    const next = { ...(object.combine === 'join' || object.combine === 'history' ? {} : from) };
    delete next[input];
    update({ from: of === null ? (Object.keys(next).length > 0 ? next : null) : { ...next, [input]: of } });
  };
  const supplying = object.inputs.filter(({ id }) => from[id] !== undefined);
  const order = column.precedence ?? supplying.map(({ id }) => id);
  return (
    <>
      {object.inputs.map(({ id, from: read }) => {
        const input = objects[read];
        return (
          <ColumnSelect
            key={id}
            label={`From ${nameOf(id)}`}
            columns={input ? columnsOf(input) : []}
            value={from[id]}
            none="nothing"
            onChange={(of) => put(id, of)}
          />
        );
      })}
      <ExpressionField
        label="Expression, in place of a column"
        placeholder={`${object.inputs[0] ? nameOf(object.inputs[0].id) : 'input'}.quantity * 2`}
        value={column.expression ?? ''}
        onCommit={(expression) => update({ expression })}
      />
      {object.combine === 'merge' && supplying.length > 1 ? (
        <fieldset className="or-fieldset">
          <legend>The first that knows it wins</legend>
          <EntryList ordered entries={order} keyOf={(id) => id} nameOf={nameOf} onChange={(precedence) => update({ precedence })} />
        </fieldset>
      ) : null}
      <Checkbox
        label={object.combine === 'merge' ? 'Is part of the key that rows are merged by' : 'Rows are grouped by it'}
        checked={column.group === true}
        onChange={(on) => update({ group: on ? true : null, ...(on ? { aggregate: null } : {}) })}
      />
      {column.group === true || object.combine === 'merge' ? null : (
        <Select
          label="Aggregated by"
          clearable
          placeholder="not aggregated"
          value={column.aggregate ?? null}
          options={AGGREGATES}
          onChange={(aggregate) => update({ aggregate })}
        />
      )}
    </>
  );
}
