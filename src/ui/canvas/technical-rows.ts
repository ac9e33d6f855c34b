import { hashKeyName, ownKeyName, surrogateName, technicalOf } from '../../core/naming/technical-names.ts';
import type { ModelObject, Project } from '../../core/model/types.ts';

export interface TechnicalColumn {
  readonly name: string;
  readonly type: string;
}

const text = (name: string): TechnicalColumn => ({ name, type: 'text' });
const moment = (name: string): TechnicalColumn => ({ name, type: 'timestamp' });

/** The columns that a table gets besides those the model lists: keys made of keys, dates of loading and of validity. */
export function technicalColumns(project: Project, object: ModelObject): readonly TechnicalColumn[] {
  const { settings } = project;
  const names = technicalOf(object, settings);
  const load = [moment(names.load_date), text(names.record_source)];
  switch (object.kind) {
    case 'staging':
      return load;
    case 'hub':
    case 'link':
      return [text(ownKeyName(object, project)), ...load];
    case 'satellite': {
      const parent = project.objects[object.parent];
      const key = parent?.kind === 'hub' || parent?.kind === 'link' ? ownKeyName(parent, project) : hashKeyName(object, settings);
      return [text(key), text(names.hash_diff), ...load];
    }
    case 'dimension': {
      const key: TechnicalColumn = { name: surrogateName(object, settings), type: object.surrogate === 'hash' ? 'text' : 'bigint' };
      const versions = object.columns.some(({ history }) => history === 2);
      const validity = [moment(names.valid_from), moment(names.valid_to), { name: names.is_current, type: 'boolean' }];
      return versions ? [key, ...validity] : [key];
    }
    case 'date_dimension':
    case 'time_dimension':
      return [{ name: surrogateName(object, settings), type: 'integer' }];
    default:
      return [];
  }
}
