import { Plus } from 'lucide-react';
import { columnsOf } from '../../../core/model/lookup.ts';
import type { Id, Intermediate, IntermediateInput } from '../../../core/model/types.ts';
import { Select } from '../../kit/select.tsx';
import { useActions, useStudio } from '../../use-studio.ts';
import { Cell } from '../cell.tsx';
import { EntryList } from '../entry-list.tsx';
import { ExpressionField } from '../expression-field.tsx';
import { useObjectOptions } from '../object-select.tsx';
import { Section } from '../section.tsx';
import { unless, useUpdate } from '../use-update.ts';
import { JoinFields } from './join-fields.tsx';
import { BUILT_AS } from './staging.tsx';

const COMBINE = [
  { value: 'join', label: 'Join: others to the first' },
  { value: 'union', label: 'Union: the rows of all' },
  { value: 'merge', label: 'Merge: one row per key' },
  { value: 'history', label: 'History: hub and satellites' },
] as const;
const INPUT_KINDS = ['staging', 'intermediate', 'hub', 'link', 'satellite', 'reference'] as const;

export function IntermediateSection({ object }: { readonly object: Intermediate }) {
  const update = useUpdate(object.id);
  const { dispatch, select } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const options = useObjectOptions(INPUT_KINDS, ({ id }) => id !== object.id && !object.inputs.some(({ from }) => from === id));
  const put = (index: number, input: IntermediateInput) => update({ inputs: object.inputs.map((each, place) => (place === index ? input : each)) });
  const firstColumn = (id: Id): string => {
    const from = objects[id];
    return (from && columnsOf(from)[0]?.name) ?? 'column';
  };
  return (
    <>
      <Section title="Reads" count={object.inputs.length}>
        <Select label="Combined by" value={object.combine} options={COMBINE} onChange={(combine) => update({ combine })} />
        <EntryList
          ordered
          entries={object.inputs}
          keyOf={({ id }) => id}
          nameOf={({ from }) => objects[from]?.name ?? `${from} is gone`}
          onOpen={({ from }) => select([from])}
          onChange={(inputs) => update({ inputs })}
          details={(input, index) => (
            <>
              <Cell
                name="alias"
                label={`What expressions call ${objects[input.from]?.name ?? input.from}`}
                placeholder={`called ${objects[input.from]?.name ?? input.from}`}
                value={input.alias ?? ''}
                onCommit={(alias) => {
                  const { alias: _, ...rest } = input;
                  put(index, alias === '' ? rest : { ...rest, alias });
                  return undefined;
                }}
              />
              {object.combine === 'join' && index > 0 ? <JoinFields object={object} index={index} onChange={(next) => put(index, next)} /> : null}
              <ExpressionField
                label="Only rows where"
                placeholder={`${firstColumn(input.from)} is not null`}
                value={input.filter ?? ''}
                onCommit={(filter) => {
                  const { filter: _, ...rest } = input;
                  put(index, filter === null ? rest : { ...rest, filter });
                }}
              />
            </>
          )}
          empty="Connect what it reads: staging objects, other intermediate ones, or a hub with its satellites."
        />
        {options.length > 0 ? (
          <Select
            aria-label="Add an input"
            icon={<Plus size={13} />}
            placeholder="Add an input"
            value={null}
            options={options}
            onChange={(from) => {
              if (from !== null) dispatch('connect', { from, to: object.id });
            }}
          />
        ) : null}
        <ExpressionField label="Filter of the result" placeholder="quantity > 0" value={object.filter ?? ''} onCommit={(filter) => update({ filter })} />
        <Select
          label="Built as"
          value={object.materialization ?? 'view'}
          options={BUILT_AS}
          onChange={(value) => update({ materialization: unless(value, 'view') })}
        />
      </Section>
    </>
  );
}
