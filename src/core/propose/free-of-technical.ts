import { hashKeyName, SEQUENCE, surrogateName, technicalOf } from '../naming/technical-names.ts';
import { hasColumns } from '../model/lookup.ts';
import type { Id, ModelObject, Project } from '../model/types.ts';
import { free } from '../commands/free-name.ts';

/** Names that an object's load adds to its own columns. */
function added(object: ModelObject, { settings }: Project, objectOf: (id: Id) => ModelObject | undefined): readonly string[] {
  const names = technicalOf(object, settings);
  const dated = [names.load_date, names.record_source];
  const keyOf = (id: Id, role?: string): readonly string[] => {
    const found = objectOf(id);
    return found ? [hashKeyName(found, settings, role)] : [];
  };
  switch (object.kind) {
    case 'staging':
    case 'intermediate':
      return [...dated, SEQUENCE, names.is_deleted];
    case 'hub':
      return [...dated, hashKeyName(object, settings)];
    case 'link':
      return [
        ...dated,
        hashKeyName(object, settings),
        `${object.name}${settings.technical.hash_key_suffix}`,
        ...object.hubs.flatMap(({ hub, role }) => keyOf(hub, role)),
      ];
    case 'satellite':
      return [...dated, names.hash_diff, names.load_end_date, ...keyOf(object.parent)];
    case 'reference':
      return [...dated, names.hash_diff, hashKeyName(object, settings)];
    case 'dimension':
      return [
        ...dated,
        names.valid_from,
        names.valid_to,
        names.is_current,
        names.is_deleted,
        names.is_inferred,
        surrogateName(object, settings),
        hashKeyName(object, settings),
      ];
    case 'fact':
      return [
        ...dated,
        hashKeyName(object, settings),
        ...object.dimensions.flatMap(({ dimension, role }) => {
          const found = objectOf(dimension);
          return found ? [surrogateName(found, settings, role)] : [];
        }),
      ];
    default:
      return [];
  }
}

/** An object none of whose columns has the name of one that its load adds: `valid_from` of a source becomes `source_valid_from`. */
export function freeOfTechnical<O extends ModelObject>(object: O, project: Project, objectOf: (id: Id) => ModelObject | undefined): O {
  if (!hasColumns(object)) return object;
  const taken = new Set(added(object, project, objectOf).map((name) => name.toLowerCase()));
  if (!object.columns.some(({ name }) => taken.has(name.toLowerCase()))) return object;
  const names = new Set([...taken, ...object.columns.map(({ name }) => name.toLowerCase())]);
  const columns = object.columns.map((column) => {
    if (!taken.has(column.name.toLowerCase())) return column;
    const name = free(`source_${column.name}`, (wish) => names.has(wish.toLowerCase()));
    names.add(name.toLowerCase());
    return { ...column, name };
  });
  return { ...object, columns } as O;
}
