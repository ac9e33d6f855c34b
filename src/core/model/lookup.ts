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

const REBUILT = '/vault';

/** Id of what the vault tells of a staging or intermediate object's rows; no object's own id holds a slash. */
export const rebuiltId = (id: Id): Id => `${id}${REBUILT}`;

/** The object whose rows are meant by an id of {@link rebuiltId}; nothing for any other id. */
export const rebuiltFrom = (id: Id): Id | undefined => (id.endsWith(REBUILT) ? id.slice(0, -REBUILT.length) : undefined);

/** An object as the vault rebuilds it: what it reads is rebuilt too, and no source stands behind it. */
function asRebuilt(object: FeedObject, project: Project): FeedObject {
  const id = rebuiltId(object.id);
  if (object.kind === 'staging') return { ...object, id, source: rebuiltId(object.source) };
  return { ...object, id, inputs: object.inputs.map((input) => (feedObject(project, input.from) ? { ...input, from: rebuiltId(input.from) } : input)) };
}

/** The staging or intermediate object with this id, or as the vault rebuilds it. */
export function feedObject(project: Project, id: Id): FeedObject | undefined {
  const base = rebuiltFrom(id);
  const object = project.objects[base ?? id];
  if (!isFeed(object)) return undefined;
  return base === undefined ? object : asRebuilt(object, project);
}

type Mart = Extract<ModelObject, { kind: 'dimension' | 'fact' | 'group_bridge' }>;
const isThroughVault = (object: ModelObject): object is Mart =>
  (object.kind === 'dimension' || object.kind === 'fact' || object.kind === 'group_bridge') && object.through === 'vault';
const redirected = new WeakMap<ModelObject, ModelObject>();

/** An object as it is built: one that is fed through the vault reads its feeds as the vault rebuilds them. The same for the same object. */
export function asBuilt<O extends ModelObject>(object: O): O {
  if (!isThroughVault(object)) return object;
  const known = redirected.get(object);
  if (known) return known as O;
  const feeds = object.feeds.map((feed) => ({ ...feed, from: rebuiltId(feed.from) }));
  const built = { ...object, feeds };
  redirected.set(object, built as ModelObject);
  return built;
}
