import type { Id, ModelObject, ObjectKind } from '../../core/model/types.ts';
import { KINDS } from '../../core/model/kinds.ts';
import { Select, type Option } from '../kit/select.tsx';
import { useStudio } from '../use-studio.ts';

interface ObjectSelectProps {
  readonly label: string;
  readonly kinds: readonly ObjectKind[];
  readonly value: Id | undefined;
  /** Said while nothing that exists is chosen. */
  readonly missing: string;
  readonly onChange: (id: Id) => void;
  readonly filter?: (object: ModelObject) => boolean;
}

/** The objects of some kinds, as choices. */
export function useObjectOptions(kinds: readonly ObjectKind[], filter: (object: ModelObject) => boolean = () => true): readonly Option[] {
  const objects = useStudio((state) => state.project.objects);
  return Object.values(objects)
    .filter((object) => kinds.includes(object.kind) && filter(object))
    .map(({ id, name }) => ({ value: id, label: name }));
}

/** Chooses another object that this one cannot do without. */
export function ObjectSelect({ label, kinds, value, missing, onChange, filter }: ObjectSelectProps) {
  const options = useObjectOptions(kinds, filter);
  const known = options.some((option) => option.value === value);
  return (
    <Select
      label={label}
      mono
      searchable
      value={known ? (value ?? null) : null}
      placeholder={`choose a ${kinds.map((kind) => KINDS[kind].label.toLowerCase()).join(' or ')}`}
      options={options}
      error={known ? undefined : missing}
      onChange={(id) => {
        if (id !== null) onChange(id);
      }}
    />
  );
}
