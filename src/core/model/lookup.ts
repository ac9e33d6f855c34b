import type { Column, Id, ModelObject, ObjectKind, ObjectOf, Project } from './types.ts';

/** Kinds whose columns are made, not listed. */
const WITHOUT_COLUMNS = ['date_dimension', 'time_dimension', 'as_of', 'pit', 'bridge', 'hierarchy'] as const satisfies readonly ObjectKind[];
/** Kinds that are filled by mappings. */
const FED = ['hub', 'link', 'satellite', 'reference', 'dimension', 'group_bridge', 'fact'] as const satisfies readonly ObjectKind[];

export type ColumnedObject = Exclude<ModelObject, { kind: (typeof WITHOUT_COLUMNS)[number] }>;
export type FedObject = Extract<ModelObject, { kind: (typeof FED)[number] }>;
/** What feeds others. */
export type FeedObject = ObjectOf<'staging' | 'intermediate'>;

/** Objects that are filled by mappings. The document is open to unknown keys, so asking for `feeds` would not tell. */
export const isFed = (object: ModelObject): object is FedObject => FED.some((kind) => kind === object.kind);

export const hasColumns = (object: ModelObject): object is ColumnedObject => !WITHOUT_COLUMNS.some((kind) => kind === object.kind);

/** The columns the document lists; none for an object whose columns are made. */
export const columnsOf = (object: ModelObject): readonly Column[] => (hasColumns(object) ? object.columns : []);

export const isFeed = (object: ModelObject | undefined): object is FeedObject => object?.kind === 'staging' || object?.kind === 'intermediate';

/** The staging or intermediate object with this id. */
export function feedObject(project: Project, id: Id): FeedObject | undefined {
  const object = project.objects[id];
  return isFeed(object) ? object : undefined;
}
