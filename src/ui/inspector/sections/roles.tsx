import { Plus } from 'lucide-react';
import type { DateDimension, Dimension, TimeDimension } from '../../../core/model/types.ts';
import { Button } from '../../kit/button.tsx';
import { useStudio } from '../../use-studio.ts';
import { Cell } from '../cell.tsx';
import { EntryList } from '../entry-list.tsx';
import { freeEntryId } from '../free-entry-id.ts';
import { Section } from '../section.tsx';
import { useUpdate } from '../use-update.ts';

/** The parts a dimension plays: a view for each, its columns named after the part. */
export function RolesSection({ object }: { readonly object: Dimension | DateDimension | TimeDimension }) {
  const update = useUpdate(object.id);
  const plan = useStudio((state) => state.plan);
  const roles = object.roles ?? [];
  const put = (next: typeof roles) => update({ roles: next.length > 0 ? next : null });
  return (
    <Section title="Role views" count={roles.length} folded={roles.length === 0}>
      <EntryList
        entries={roles}
        keyOf={({ id }) => id}
        nameOf={({ id, role }) => plan.byId.get(`${object.id}/role_${id}`)?.table.name ?? role}
        onChange={(next) => put([...next])}
        details={(entry, index) => {
          const change = (patch: Partial<(typeof roles)[number]>) => put(roles.map((each, place) => (place === index ? { ...each, ...patch } : each)));
          return (
            <div className="or-inspector-pair" data-row>
              <Cell
                name="role"
                label={`Role ${index + 1}`}
                value={entry.role}
                onCommit={(role) => {
                  if (role === '') return 'A role needs a name.';
                  change({ role });
                  return undefined;
                }}
              />
              <Cell
                name="view"
                label={`Name of the view of ${entry.role}`}
                placeholder="name of the view"
                value={entry.name ?? ''}
                onCommit={(name) => {
                  const { name: _, ...rest } = entry;
                  put(roles.map((each, place) => (place === index ? { ...rest, ...(name === '' ? {} : { name }) } : each)));
                  return undefined;
                }}
              />
            </div>
          );
        }}
        empty="A view for each part this dimension plays, e.g. ordered and shipped, its columns named after the part."
      />
      <Button
        icon={<Plus size={13} />}
        onClick={() => {
          const id = freeEntryId(roles, 'role');
          put([...roles, { id, role: id }]);
        }}
      >
        Add a role
      </Button>
    </Section>
  );
}
