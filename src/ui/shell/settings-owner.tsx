import type { Group } from '../../core/model/types.ts';
import { TextField } from '../kit/text-field.tsx';
import { withText } from './settings-problems.ts';

type Owner = NonNullable<Group['owner']>;

/** Whom to ask. */
export function OwnerFields<E extends { readonly owner?: Owner | undefined }>({
  entry,
  onChange,
}: {
  readonly entry: E;
  readonly onChange: (entry: E) => void;
}) {
  const put = (key: 'name' | 'email', text: string) => {
    const owner = withText(entry.owner ?? {}, key, text);
    const { owner: _, ...rest } = entry;
    onChange((Object.keys(owner).length > 0 ? { ...rest, owner } : rest) as E);
  };
  return (
    <>
      <TextField label="Owner" value={entry.owner?.name ?? ''} placeholder="a person or a team" onChange={(text) => put('name', text)} />
      <TextField label="E-mail of the owner" type="email" value={entry.owner?.email ?? ''} onChange={(text) => put('email', text)} />
    </>
  );
}
