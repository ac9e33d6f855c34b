import type { ModelObject, Settings } from '../../core/model/types.ts';
import { technicalOf } from '../../core/naming/technical-names.ts';
import { CommitField } from '../kit/commit-field.tsx';
import { useStudio } from '../use-studio.ts';
import { Section } from './section.tsx';
import { useUpdate } from './use-update.ts';

const LABELS = {
  load_date: 'Load date',
  record_source: 'Record source',
  hash_key: 'Hash key, the whole name',
  hash_diff: 'Hash diff',
  surrogate_key: 'Surrogate key, the whole name',
  valid_from: 'Valid from',
  valid_to: 'Valid to',
  is_current: 'Is current',
  load_end_date: 'Load end date',
  is_deleted: 'Is deleted',
  is_inferred: 'Is inferred',
  status: 'Status',
  satellite_name: 'Satellite',
} as const;
type Name = keyof typeof LABELS;

/** The technical columns that a kind of table has. */
function namesOf(object: ModelObject): readonly Name[] {
  switch (object.kind) {
    case 'source':
    case 'intermediate':
    case 'fact':
    case 'reference':
      return ['load_date', 'record_source'];
    case 'staging':
      return ['load_date', 'record_source', 'is_deleted'];
    case 'hub':
    case 'link':
      return ['hash_key', 'load_date', 'record_source'];
    case 'satellite': {
      const own: readonly Name[] = ['hash_key', 'load_date', 'record_source', 'load_end_date', 'is_current'];
      if (object.satellite_type === 'status_tracking') return [...own, 'status'];
      if (object.satellite_type === 'record_tracking') return [...own, 'hash_diff', 'satellite_name'];
      return object.satellite_type === 'effectivity' ? own : [...own, 'hash_diff'];
    }
    case 'dimension':
      return ['surrogate_key', 'valid_from', 'valid_to', 'is_current', 'is_deleted', 'is_inferred', 'load_date'];
    case 'date_dimension':
    case 'time_dimension':
      return ['surrogate_key'];
    default:
      return [];
  }
}

const standardOf = (name: Name, settings: Settings): string =>
  name === 'hash_key' || name === 'surrogate_key' ? 'by the naming standard' : technicalOf({}, settings)[name];

/** Names of technical columns of a table that exists already, or departs from the project's names. */
export function TechnicalSection({ object }: { readonly object: ModelObject }) {
  const settings = useStudio((state) => state.project.settings);
  const update = useUpdate(object.id);
  const names = namesOf(object);
  const own: Readonly<Partial<Record<Name, string | undefined>>> = object.technical ?? {};
  const changed = Object.keys(own).length;
  if (names.length === 0) return null;
  return (
    <Section title="Technical names" note={changed === 0 ? 'of the project' : `${changed} of its own`} folded>
      {names.map((name) => (
        <CommitField
          key={name}
          mono
          label={LABELS[name]}
          value={own[name] ?? ''}
          placeholder={standardOf(name, settings)}
          onCommit={(text) => {
            const next = new Map<string, unknown>(Object.entries(own));
            if (text.trim() === '') next.delete(name);
            else next.set(name, text.trim());
            update({ technical: next.size > 0 ? Object.fromEntries(next) : null });
          }}
        />
      ))}
    </Section>
  );
}
