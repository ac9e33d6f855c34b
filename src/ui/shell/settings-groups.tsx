import { plural } from '../panel/numbers.ts';
import { TextField } from '../kit/text-field.tsx';
import { useStudio } from '../use-studio.ts';
import { SettingsEntries } from './settings-entries.tsx';
import { OwnerFields } from './settings-owner.tsx';
import { listWith, type SettingsPartProps } from './settings-parts.ts';

interface GroupFieldsProps extends SettingsPartProps {
  /** What each group is called so far; nothing for one that is new. */
  readonly names: readonly (string | undefined)[];
  readonly onNames: (names: readonly (string | undefined)[]) => void;
}

/** Who owns what. Objects follow a group that gets another name. */
export function GroupFields({ settings, problems, onChange, names, onNames }: GroupFieldsProps) {
  const objects = useStudio((state) => state.project.objects);
  const groups = settings.groups ?? [];
  const put = (index: number, group: (typeof groups)[number] | undefined) => onChange({ groups: listWith(groups, index, group) });
  const used = (index: number): number => {
    const name = names[index];
    return name === undefined ? 0 : Object.values(objects).filter(({ group }) => group === name).length;
  };
  return (
    <SettingsEntries
      title="Groups"
      hint="Teams that own objects; an object names its group under Operations. Removing a group leaves its objects without one."
      one="group"
      entries={groups}
      nameOf={({ name }) => name}
      noteOf={(_, index) => (used(index) === 0 ? undefined : plural(used(index), 'object'))}
      onAdd={() => {
        put(groups.length, { name: '' });
        onNames([...names, undefined]);
      }}
      onRemove={(index) => {
        put(index, undefined);
        onNames(names.filter((_, place) => place !== index));
      }}
    >
      {(group, index) => (
        <>
          <TextField
            label="Name"
            mono
            value={group.name}
            placeholder="finance"
            error={problems.get(`groups.${index}.name`)}
            onChange={(name) => put(index, { ...group, name })}
          />
          <OwnerFields entry={group} onChange={(next) => put(index, next)} />
        </>
      )}
    </SettingsEntries>
  );
}
