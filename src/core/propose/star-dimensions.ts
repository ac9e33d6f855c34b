import { rateOf } from '../infer/changes.ts';
import { hierarchies } from '../infer/dependencies.ts';
import type { KnownTable } from '../infer/columns.ts';
import type { Dimension, Id } from '../model/types.ts';
import { baseName } from '../naming/technical-names.ts';
import { needsOf, type Planner } from './planner.ts';
import { keySentence, listed, nameIn, namesIn, percent, referenceSentence, times } from './say.ts';
import { describedIn, type Entity, type Reference, type Shape, type Shapes } from './shape.ts';
import { asColumn, proposeJoin, type Attribute, type Beside } from './star-join.ts';
import { flagsOf, starVariant, type starRole } from './star-roles.ts';
import type { Staged } from './staging.ts';
import { keyChoice } from './vault-roles.ts';

/** Attributes that change in a larger share of rows would open a version with nearly every delivery. */
const TOO_OFTEN = 0.3;
const SECRET: ReadonlySet<string> = new Set(['IBAN', 'card number', 'national id', 'secret']);
/** More combinations of flags than this are no junk dimension. */
const MOST_FLAGS = 8;

type DimensionColumn = Dimension['columns'][number];

/** A source's columns that describe a member: no references to facts, no secrets. */
function attributesOf(
  planner: Planner,
  table: KnownTable,
  from: Staged,
  without: ReadonlySet<Id>,
  input = 'first',
): { readonly kept: readonly Attribute[]; readonly secret: readonly string[] } {
  const sensitive = planner.inference.sensitive.get(table.source.id) ?? [];
  const secret = sensitive.filter(({ kind }) => SECRET.has(kind)).map(({ column }) => column.column);
  const kept = table.columns.flatMap(({ column, nature }): readonly Attribute[] => {
    const staged = from.column(column.id);
    return staged && !without.has(column.id) && nature !== 'opaque' && !secret.includes(column) ? [{ table, id: column.id, staged, input }] : [];
  });
  return { kept, secret: secret.map(({ name }) => name) };
}

function historyOf(planner: Planner, { table, id }: Attribute): { readonly history?: 2; readonly said: string } {
  const rate = rateOf(table.evidence?.changes, id);
  const isPersonal = planner.inference.sensitive.get(table.source.id)?.some(({ column }) => column.column.id === id) === true;
  if (rate === undefined || rate === 0 || isPersonal) return { said: '' };
  if (rate > TOO_OFTEN)
    return { said: `${nameIn(table, id)} changes in ${percent(rate)} of rows per delivery: too often for versions, so that it is overwritten.` };
  return { history: 2, said: `${nameIn(table, id)} changes in ${percent(rate)} of rows per delivery, and is kept by time.` };
}

/** A dimension fed by this object whose natural key is this column. */
export const knownDimension = (planner: Planner, from: Id, column: Id): Dimension | undefined =>
  Object.values(planner.project.objects).find(
    (object): object is Dimension =>
      object.kind === 'dimension' &&
      object.feeds.some((feed) => feed.from === from && object.columns.some(({ id, use }) => use === 'natural_key' && feed.map[id] === column)),
  );

/** The dimension of an entity: what its sources tell of it, with the history that the deliveries show. */
export function proposeDimension(
  planner: Planner,
  {
    entity,
    shapes,
    staged,
    roles,
    lookups,
  }: {
    readonly entity: Entity;
    readonly shapes: Shapes;
    readonly staged: ReadonlyMap<Id, Staged>;
    readonly roles: ReadonlyMap<Id, ReturnType<typeof starRole>>;
    /** Code lists that its rows name. */
    readonly lookups: readonly Reference[];
  },
): Dimension | undefined {
  const key = `dimension:${entity.id}`;
  const owner = staged.get(entity.owner.source.id);
  const keyColumn = owner?.column(entity.column);
  const shape = shapes.shapes.find(({ table }) => table === entity.owner);
  if (!owner || !keyColumn || !shape) return undefined;
  const head = planner.head(key, 'dimension', entity.words);
  if (planner.isRefused(key, head.name)) return undefined;
  const factual = (of: Shape | undefined): readonly Id[] =>
    (of?.references ?? [])
      .filter(({ entity: other }) => {
        const role = roles.get(other.owner.source.id)?.role;
        return role !== undefined && role !== 'dimension' && role !== 'none';
      })
      .map(({ column }) => column);
  const own = attributesOf(planner, entity.owner, owner, new Set([entity.column, ...factual(shape)]));
  const secrets = [...own.secret];
  const beside = (table: KnownTable, by: Id, column: Id, isLookup: boolean): readonly Beside[] => {
    const from = table === entity.owner ? undefined : staged.get(table.source.id);
    if (!from) return [];
    const input = isLookup ? `with_${table.source.id}_by_${by}` : `with_${table.source.id}`;
    const { kept, secret } = attributesOf(planner, table, from, new Set([column, ...factual(shapes.shapes.find((one) => one.table === table))]), input);
    secrets.push(...secret);
    return kept.length > 0 ? [{ table, by, column, from, attributes: kept, isLookup, input }] : [];
  };
  const others = [
    ...entity.members.flatMap(({ table, column }) => beside(table, entity.column, column, false)),
    ...lookups.flatMap(({ column, entity: list }) => beside(list.owner, column, list.column, true)),
  ];
  const joined = others.length > 0 ? proposeJoin(planner, entity, owner, others, own.kept) : undefined;
  const feed = joined?.object ?? owner.object;
  const found = knownDimension(planner, feed.id, keyColumn.id) ?? knownDimension(planner, owner.object.id, keyColumn.id);
  if (found) return found;
  const left = new Set(planner.choices.without?.[key]);
  const attributes = [...own.kept, ...(joined ? others.flatMap(({ attributes: theirs }) => theirs) : [])].flatMap((attribute) => {
    const column = joined ? joined.columnOf.get(attribute) : attribute.staged;
    return column && !left.has(column.id) ? [{ attribute, column, ...historyOf(planner, attribute) }] : [];
  });
  const chains = hierarchies(entity.owner, levelsWithout(planner, entity.owner, shape));
  const columnId = (id: Id): Id | undefined => attributes.find(({ attribute }) => attribute.table === entity.owner && attribute.id === id)?.column.id;
  const chain = chains.find(({ levels }) => levels.every((id) => columnId(id) !== undefined));
  const columns: DimensionColumn[] = [
    { ...asColumn(keyColumn), use: 'natural_key' },
    ...attributes.map(({ column, history }) => ({ ...asColumn(column), use: 'attribute' as const, ...(history === undefined ? {} : { history }) })),
  ];
  const dimension: Dimension = {
    kind: 'dimension',
    ...head,
    columns,
    ...(chain ? { levels: chain.levels.flatMap((id) => columnId(id) ?? []) } : {}),
    feeds: [{ from: feed.id, map: Object.fromEntries(columns.map(({ id }) => [id, id])) }],
  };
  const referring = shapes.shapes.flatMap(({ table, references }) =>
    references.flatMap((one) =>
      one.entity === entity && one.finding && table !== entity.owner
        ? [referenceSentence(table, planner.inference.byId.get(one.finding.parent.source), one.finding)]
        : [],
    ),
  );
  planner.add(dimension, {
    key,
    score: 0.6 + 0.3 * shape.key.score,
    reasons: [
      keySentence(entity.owner, shape.key),
      ...referring,
      ...attributes.flatMap(({ said }) => (said === '' ? [] : [said])),
      ...(chain
        ? [
            `Its levels are ${listed(chain.levels.map((id, index) => `${nameIn(entity.owner, id)} (${chain.distinct[index] ?? 0})`))}: each value of a narrower one has one of the wider, in all rows.`,
          ]
        : []),
      ...(secrets.length > 0
        ? [`${listed(secrets)} ${secrets.length === 1 ? 'stays' : 'stay'} out: ${secrets.length === 1 ? 'it opens' : 'they open'} more than a report needs.`]
        : []),
    ],
    missing: entity.owner.evidence
      ? entity.owner.evidence.changes
        ? []
        : ['A second delivery: which attributes change and are to be kept by time.']
      : ['Rows: which attributes change, and which make levels.'],
    needs: needsOf(planner, [feed.id]),
    variant: starVariant(shape, 'dimension'),
    keyOf: keyChoice(planner.inference, shape),
  });
  proposeHierarchy(planner, shape, dimension);
  return dimension;
}

/** Columns that are no levels: keys, what is personal, and what names another row of the same table. */
function levelsWithout(planner: Planner, table: KnownTable, shape: Shape): ReadonlySet<Id> {
  return new Set([
    ...shape.key.columns,
    ...(planner.inference.sensitive.get(table.source.id) ?? []).map(({ column }) => column.column.id),
    ...shape.references.filter(({ entity }) => entity === shape.own).map(({ column }) => column),
  ]);
}

/** All ancestors of members that name their parent. */
function proposeHierarchy(planner: Planner, shape: Shape, dimension: Dimension): void {
  const reference = shape.references.find(({ entity }) => entity === shape.own);
  const parent = reference && dimension.columns.find(({ id }) => id === reference.column);
  const key = `hierarchy:${shape.table.source.id}`;
  if (!reference || !parent) return;
  // Where every row names another, they go round in a circle.
  if (shape.table.evidence && reference.missing === 0) return;
  const head = planner.head(key, 'hierarchy', [baseName(dimension, planner.project.settings)]);
  if (planner.isRefused(key, head.name)) return;
  planner.add(
    { kind: 'hierarchy', ...head, dimension: dimension.id, parent: parent.id },
    {
      key,
      score: 0.65,
      reasons: [
        `${parent.name} names another member${reference.missing > 0 ? `; ${times(reference.missing, 'row')} name none, the top` : ''}.`,
        ...(reference.finding ? [referenceSentence(shape.table, shape.table, reference.finding)] : []),
      ],
      needs: needsOf(planner, [dimension.id]),
    },
  );
}

/** The dimension of what a fact's own rows name and describe. */
export function proposePart(planner: Planner, entity: Entity, staged: ReadonlyMap<Id, Staged>): Dimension | undefined {
  const key = `dimension:${entity.id}`;
  const from = staged.get(entity.owner.source.id);
  const keyColumn = from?.column(entity.column);
  const described = describedIn(entity, entity.owner);
  if (!from || !keyColumn || described.length === 0) return undefined;
  const known = knownDimension(planner, from.object.id, keyColumn.id);
  if (known) return known;
  const head = planner.head(key, 'dimension', entity.words);
  if (planner.isRefused(key, head.name)) return undefined;
  const columns: DimensionColumn[] = [
    { ...asColumn(keyColumn), use: 'natural_key' },
    ...described.flatMap((id) => {
      const column = from.column(id);
      return column ? [{ ...asColumn(column), use: 'attribute' as const }] : [];
    }),
  ];
  const dimension: Dimension = {
    kind: 'dimension',
    ...head,
    columns,
    feeds: [{ from: from.object.id, map: Object.fromEntries(columns.map(({ id }) => [id, id])) }],
  };
  planner.add(dimension, {
    key,
    score: 0.6,
    reasons: [
      `${nameIn(entity.owner, entity.column)} of ${entity.owner.source.name} decides ${namesIn(entity.owner, described)} in all rows; no table has it for its key.`,
    ],
    needs: needsOf(planner, [from.object.id]),
  });
  return dimension;
}

/** The flags of a fact in one dimension, a member per combination; nothing for a single flag, which stays in the fact. */
export function proposeJunk(planner: Planner, shape: Shape, from: Staged): Dimension | undefined {
  const key = `junk:${shape.table.source.id}`;
  const flags = flagsOf(shape).slice(0, MOST_FLAGS);
  const left = new Set(planner.choices.without?.[key]);
  const columns = flags.flatMap(({ column }) => {
    const staged = from.column(column.id);
    return staged && !left.has(staged.id) ? [asColumn(staged)] : [];
  });
  const known = Object.values(planner.project.objects).find(
    (object): object is Dimension =>
      object.kind === 'dimension' && object.dimension_type === 'junk' && object.feeds.some((feed) => feed.from === from.object.id),
  );
  if (known) return known;
  if (columns.length < 2) return undefined;
  const head = planner.head(key, 'dimension', [...shape.words, 'profile']);
  if (planner.isRefused(key, head.name)) return undefined;
  const possible = flags.reduce((product, { figures }) => product * Math.max(1, figures?.distinct ?? 1), 1);
  const dimension: Dimension = {
    kind: 'dimension',
    ...head,
    dimension_type: 'junk',
    columns: columns.map((column) => ({ ...column, use: 'attribute' as const })),
    feeds: [{ from: from.object.id, map: Object.fromEntries(columns.map(({ id }) => [id, id])) }],
  };
  planner.add(dimension, {
    key,
    score: 0.65,
    reasons: [
      `${listed(flags.map(({ column, figures }) => `${column.name} (${times(figures?.distinct ?? 0, 'value')})`))} describe ${shape.table.source.name}: ${possible} combinations at most, one key instead of ${flags.length} columns.`,
    ],
    needs: needsOf(planner, [from.object.id]),
  });
  return dimension;
}
