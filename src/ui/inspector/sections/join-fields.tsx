import { Plus, Trash2 } from 'lucide-react';
import { columnsOf } from '../../../core/model/lookup.ts';
import type { Intermediate, IntermediateInput } from '../../../core/model/types.ts';
import { IconButton } from '../../kit/icon-button.tsx';
import { Select } from '../../kit/select.tsx';
import { useStudio } from '../../use-studio.ts';
import { focusAfterRemoval } from '../focus-after-removal.ts';

type Pair = NonNullable<IntermediateInput['join']>['on'][number];

/** How an input is joined to those before it. */
export function JoinFields({
  object,
  index,
  onChange,
}: {
  readonly object: Intermediate;
  readonly index: number;
  readonly onChange: (input: IntermediateInput) => void;
}) {
  const objects = useStudio((state) => state.project.objects);
  const input = object.inputs[index];
  if (!input) return null;
  const own = columnsOfId(input.from);
  const earlier = object.inputs
    .slice(0, index)
    .flatMap(({ id, from }) => columnsOfId(from).map((column) => ({ value: `${id}.${column.id}`, label: `${objects[from]?.name ?? from}.${column.name}` })));
  const [first] = earlier;
  const join = input.join ?? { kind: 'left' as const, on: [] as unknown as NonNullable<IntermediateInput['join']>['on'] };
  const put = (patch: Partial<typeof join>) => {
    const next = { ...join, ...patch };
    if (next.on.length > 0) onChange({ ...input, join: next });
    else {
      const { join: _, ...rest } = input;
      onChange(rest);
    }
  };
  const pairs: readonly Pair[] = join.on;
  const change = (place: number, pair: Pair | undefined) =>
    put({ on: pairs.flatMap((each, at) => (at !== place ? [each] : pair ? [pair] : [])) as typeof join.on });

  function columnsOfId(id: string) {
    const found = objects[id];
    return found ? columnsOf(found) : [];
  }

  return (
    <>
      <Select
        label="Rows without a match"
        value={join.kind}
        options={[
          { value: 'left', label: 'stay' },
          { value: 'inner', label: 'are left out' },
        ]}
        onChange={(kind) => put({ kind: kind ?? 'left' })}
      />
      <Select
        label="Is matched with"
        value={join.match ?? 'same_delivery'}
        options={[
          { value: 'same_delivery', label: 'what came in the same delivery' },
          { value: 'as_of', label: 'the state at that time' },
        ]}
        onChange={(match) => {
          const { match: _, ...rest } = join;
          onChange({ ...input, join: match === null || match === 'same_delivery' ? rest : { ...rest, match } });
        }}
      />
      {pairs.map(([left, column, right], place) => (
        <div key={`${left}.${column}.${right}`} className="or-join-pair">
          <Select
            mono
            searchable
            aria-label={`Join column ${place + 1} before it`}
            value={`${left}.${column}`}
            options={earlier}
            onChange={(value) => {
              const [from = '', of = ''] = value?.split('.') ?? [];
              if (value !== null) change(place, [from, of, right]);
            }}
          />
          <span aria-hidden>=</span>
          <Select
            mono
            searchable
            aria-label={`Join column ${place + 1} of it`}
            value={right}
            options={own.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => {
              if (value !== null) change(place, [left, column, value]);
            }}
          />
          <IconButton
            size={22}
            label={`Remove join column ${place + 1}`}
            icon={<Trash2 size={13} />}
            onClick={(event) => {
              focusAfterRemoval(event.currentTarget);
              change(place, undefined);
            }}
          />
        </div>
      ))}
      {first && own[0] ? (
        <Select
          aria-label="Join on another column"
          icon={<Plus size={13} />}
          placeholder="Join on a column"
          value={null}
          options={earlier}
          onChange={(value) => {
            const [from = '', of = ''] = value?.split('.') ?? [];
            const left = object.inputs.find(({ id }) => id === from);
            const name = left
              ? columnsOfId(left.from)
                  .find(({ id }) => id === of)
                  ?.name.toLowerCase()
              : undefined;
            const same = own.find((column) => column.name.toLowerCase() === name) ?? own[0];
            if (value !== null && same) put({ on: [...pairs, [from, of, same.id]] as typeof join.on });
          }}
        />
      ) : null}
    </>
  );
}
