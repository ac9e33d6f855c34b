import { equalKeys, keysTaken } from '../../core/model/key-columns.ts';
import type { FeedObject } from '../../core/model/lookup.ts';
import type { Column, Id, Satellite } from '../../core/model/types.ts';
import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';

interface DescribedKeyProps {
  readonly object: Satellite;
  readonly index: number;
  readonly staging: FeedObject;
}

const valueOf = (key: readonly Id[]): string => key.join(' ');

/** Which key a satellite's feed describes, where the object feeds its parent more than once. */
export function DescribedKey({ object, index, staging }: DescribedKeyProps) {
  const { dispatch } = useActions();
  const project = useStudio((state) => state.project);
  const feed = object.feeds[index];
  const parent = project.objects[object.parent];
  if (!feed || (parent?.kind !== 'hub' && parent?.kind !== 'link')) return null;
  const keys = keysTaken(parent, staging.id, project).filter((key) => key.length > 0);
  const said = feed.parent_key;
  if (keys.length < 2 && said === undefined) return null;
  const columns: readonly Column[] = staging.columns;
  const words = (key: readonly Id[]): string => key.map((id) => columns.find((column) => column.id === id)?.name ?? id).join(' with ');
  const gone = said !== undefined && !keys.some((key) => equalKeys(key, said));
  return (
    <Select
      label={`Describes the ${parent.name} of`}
      mono
      clearable
      placeholder={keys.length > 1 ? 'not said yet' : 'its only key'}
      value={said === undefined ? null : valueOf(said)}
      options={[...keys, ...(gone && said ? [said] : [])].map((key) => ({ value: valueOf(key), label: words(key) }))}
      error={gone && said ? `${staging.name} does not feed ${parent.name} with ${words(said)}: choose another.` : undefined}
      onChange={(value) => {
        const { parent_key: before, ...rest } = feed;
        const key = keys.find((each) => valueOf(each) === value) ?? (value === null ? undefined : before);
        dispatch('feed.update', { object: object.id, index, feed: { ...rest, ...(key ? { parent_key: [...key] } : {}) } });
      }}
    />
  );
}
