import { dateRole } from '../commands/make-star.ts';
import type { KnownColumn } from '../infer/columns.ts';
import type { Column, ColumnMap, Dimension, Fact, FactColumn, FactDimension, Id, Intermediate } from '../model/types.ts';
import { ownName } from '../infer/words.ts';
import { baseName } from '../naming/technical-names.ts';
import { free, slug } from '../commands/free-name.ts';
import { distinctColumns, needsOf } from './planner.ts';
import { keySentence, listed, nameIn, referenceSentence, times } from './say.ts';
import { describedIn, type Shape } from './shape.ts';
import type { Header, StarPlan } from './star.ts';
import { additivityOf, flagsOf, measuresOf, momentsOf, starVariant } from './star-roles.ts';
import type { Staged } from './staging.ts';
import { keyChoice } from './vault-roles.ts';

/** What a fact is made of: rows, and the column of each of a source's columns in them; of a header's, by the reference to it. */
interface Rows {
  readonly id: Id;
  readonly of: (via: Header | undefined, column: Id) => Column | undefined;
}

/** Columns of a header that its details take over. */
const takenFrom = (plan: StarPlan, header: Header, isDated: boolean): readonly Id[] => [
  ...header.takes.map(({ column }) => column),
  ...(header.isFact
    ? [
        ...(plan.junk.has(header.shape.table.source.id) ? flagsOf(header.shape).map(({ column }) => column.id) : []),
        ...(isDated
          ? []
          : momentsOf(header.shape)
              .slice(0, 1)
              .map(({ column }) => column.id)),
      ]
    : []),
];

/** Rows with what the things they belong to tell, so that they have their dimensions too. */
function withHeaders(plan: StarPlan, shape: Shape, from: Staged, headers: readonly Header[]): Rows | undefined {
  const { planner } = plan;
  const isDated = momentsOf(shape).length > 0;
  const inputOf = (header: Header): Id => `by_${header.by.column}`;
  const joined = headers.flatMap((header) => {
    const head = plan.staged.get(header.shape.table.source.id);
    const [own, theirs] = [from.column(header.by.column), head?.column(header.shape.key.columns[0] ?? '')];
    const taken = head
      ? takenFrom(plan, header, isDated).flatMap((id) => {
          const column = head.column(id);
          return column ? [{ id, column }] : [];
        })
      : [];
    return head && own && theirs && taken.length > 0 ? [{ header, head, own, theirs, taken }] : [];
  });
  if (joined.length === 0) return undefined;
  const key = `details:${shape.table.source.id}`;
  const known = Object.values(planner.project.objects).find(
    (object): object is Intermediate =>
      object.kind === 'intermediate' &&
      object.combine === 'join' &&
      object.inputs[0]?.from === from.object.id &&
      joined.every(({ head }) => object.inputs.some((input) => input.from === head.object.id)),
  );
  const named = planner.head(key, 'intermediate', shape.words);
  if (!known && planner.isRefused(key, named.name)) return undefined;
  const columns = distinctColumns([
    ...from.object.columns.map(({ id, name, type }) => ({ id, name, type, from: { first: id } as Record<Id, Id> })),
    ...joined.flatMap(({ header, taken }) =>
      taken.map(({ column: { id, name, type } }) => ({ id, name, type, from: { [inputOf(header)]: id } as Record<Id, Id> })),
    ),
  ]);
  const object: Intermediate = known ?? {
    kind: 'intermediate',
    ...named,
    combine: 'join',
    inputs: [
      { id: 'first', from: from.object.id },
      ...joined.map(({ header, head, own, theirs }) => ({
        id: inputOf(header),
        from: head.object.id,
        ...(joined.filter((one) => one.head === head).length > 1 ? { alias: inputOf(header) } : {}),
        join: { kind: 'left' as const, on: [['first', own.id, theirs.id] as [Id, Id, Id]], match: 'as_of' as const },
      })),
    ],
    columns: [...columns],
  };
  if (!known)
    planner.add(object, {
      key,
      score: 0.75,
      reasons: joined.flatMap(({ header, taken }) => [
        `Each row of ${shape.table.source.name} belongs to one of ${header.shape.table.source.name}, and takes over ${listed(taken.map(({ column }) => column.name))} from it, as it was when the row came.`,
        ...(header.by.finding ? [referenceSentence(shape.table, header.shape.table, header.by.finding)] : []),
      ]),
      needs: needsOf(planner, [from.object.id, ...joined.map(({ head }) => head.object.id)]),
    });
  return {
    id: object.id,
    of: (via, column) => {
      const input = via === undefined ? (object.inputs[0]?.id ?? 'first') : inputOf(via);
      const staged = via === undefined ? from.column(column) : plan.staged.get(via.shape.table.source.id)?.column(column);
      return staged && object.columns.find((one) => one.from?.[input] === staged.id);
    },
  };
}

interface Parts {
  readonly dimensions: FactDimension[];
  readonly maps: Record<Id, ColumnMap>;
  readonly said: string[];
}

function refer(parts: Parts, dimension: Id, base: string, wanted: string, map: ColumnMap): Id {
  const id = free(slug(wanted === '' ? base : `${wanted}_${base}`), (wish) => parts.dimensions.some((one) => one.id === wish));
  const isRole = (role: string): boolean => parts.dimensions.some((one) => one.dimension === dimension && (one.role ?? '') === role);
  const role = wanted === '' ? (isRole('') ? id : '') : free(wanted, isRole);
  parts.dimensions.push({ id, dimension, ...(role === '' ? {} : { role }) });
  parts.maps[id] = map;
  return id;
}

/** References of a fact, its own and its headers'. @returns reference column of the own table → id in the fact. */
function addDimensions(plan: StarPlan, shape: Shape, headers: readonly Header[], rows: Rows, parts: Parts): ReadonlyMap<Id, Id> {
  const own = new Map<Id, Id>();
  const { settings } = plan.planner.project;
  const all = [
    ...shape.references.map((one) => ({ one, via: undefined as Header | undefined })),
    ...headers.flatMap((via) => via.takes.map((one) => ({ one, via }))),
  ].flatMap(({ one, via }) => {
    const dimension = plan.dimensions.get(one.entity.id);
    const value = rows.of(via, one.column);
    const key = dimension?.columns.find(({ use }) => use === 'natural_key');
    return dimension && value && key && !(via === undefined && one.entity === shape.own) ? [{ one, via, dimension, map: { [key.id]: value.id } }] : [];
  });
  for (const { one, via, dimension, map } of all) {
    // The same thing by two ways may be two of its kind: each says by which.
    const twins = all.filter((other) => other.one.entity === one.entity && other.one.role === one.role);
    const role = twins.length > 1 && via ? via.shape.words.join('_') : one.role;
    const id = refer(parts, dimension.id, baseName(dimension, settings), role, map);
    if (via === undefined) own.set(one.column, id);
  }
  for (const [of, via] of [[shape, undefined] as const, ...headers.filter(({ isFact }) => isFact).map((header) => [header.shape, header] as const)]) {
    const junk = plan.junk.get(of.table.source.id);
    const map = junk ? junkMap(junk, of, via, rows, plan) : undefined;
    if (junk && map) refer(parts, junk.id, baseName(junk, settings), '', map);
  }
  return own;
}

function junkMap(junk: Dimension, of: Shape, via: Header | undefined, rows: Rows, plan: StarPlan): ColumnMap | undefined {
  const staged = plan.staged.get(of.table.source.id);
  const pairs = junk.columns.flatMap(({ id }) => {
    const flag = flagsOf(of).find(({ column }) => staged?.column(column.id)?.id === id);
    const value = flag ? rows.of(via, flag.column.id) : undefined;
    return value ? [[id, value.id] as const] : [];
  });
  return pairs.length === junk.columns.length ? Object.fromEntries(pairs) : undefined;
}

/** Proposes the fact of a table: grain, dimensions with roles, degenerate columns, measures. */
export function proposeFact(plan: StarPlan, shape: Shape, from: Staged): void {
  const { planner } = plan;
  const { table, key: rowKey } = shape;
  const role = plan.roles.get(table.source.id);
  if (!role || role.role === 'dimension' || role.role === 'none') return;
  const fact_type = role.role;
  const key = `fact:${table.source.id}`;
  const head = planner.head(key, 'fact', shape.words);
  const headers = plan.headersOf(shape);
  const isKnown = (id: Id): boolean =>
    Object.values(planner.project.objects).some((object) => object.kind === 'fact' && object.feeds.some((feed) => feed.from === id));
  if (isKnown(from.object.id) || planner.isRefused(key, head.name)) return;
  const joined = headers.length > 0 ? withHeaders(plan, shape, from, headers) : undefined;
  if (joined && isKnown(joined.id)) return;
  const rows: Rows = joined ?? { id: from.object.id, of: (via, column) => (via === undefined ? from.column(column) : undefined) };
  const parts: Parts = { dimensions: [], maps: {}, said: [] };
  const own = addDimensions(plan, shape, joined ? headers : [], rows, parts);

  const moments = momentsOf(shape);
  const dating = joined ? headers.find(({ isFact, shape: header }) => isFact && momentsOf(header).length > 0) : undefined;
  const dated: readonly { readonly one: KnownColumn; readonly via: Header | undefined }[] =
    moments.length > 0
      ? moments.map((one) => ({ one, via: undefined }))
      : dating
        ? momentsOf(dating.shape)
            .slice(0, 1)
            .map((one) => ({ one, via: dating }))
        : [];
  const dateIds = new Map<Id, Id>();
  const event =
    dated.find(({ one }) => one.column.id === rowKey.snapshot) ??
    dated.find(({ one, via }) => (one.figures?.filled ?? 0) === (via?.shape ?? shape).table.rows) ??
    dated[0];
  for (const { one, via } of dated) {
    const value = rows.of(via, one.column.id);
    if (!value || !plan.date) continue;
    const isOnly = fact_type === 'periodic_snapshot' && one === event?.one;
    const id = refer(parts, plan.date.id, 'date', isOnly ? '' : dateRole(ownName((via?.shape ?? shape).table.source, one.column.name)), { date: value.id });
    dateIds.set(one.column.id, id);
  }

  const eventId = event ? dateIds.get(event.one.column.id) : undefined;
  const isSnapshot = fact_type === 'periodic_snapshot';
  const left = new Set(planner.choices.without?.[key]);
  const degenerate = table.columns.flatMap(({ column, nature }): readonly FactColumn[] => {
    const value = rows.of(undefined, column.id);
    if (!value || left.has(value.id)) return [];
    const isPart =
      rowKey.columns.includes(column.id) &&
      !(isSnapshot && (own.has(column.id) || column.id === rowKey.snapshot)) &&
      !(dateIds.has(column.id) && !shape.own && fact_type !== 'accumulating_snapshot');
    const isNumber = shape.references.some((one) => one.column === column.id) && !own.has(column.id);
    const isDescribed = shape.references.some(({ entity }) => describedIn(entity, table).includes(column.id) && plan.dimensions.has(entity.id));
    const isFlag = !isDescribed && nature === 'flag' && flagsOf(shape).some((one) => one.column.id === column.id) && !plan.junk.has(table.source.id);
    return isPart || isNumber || isFlag ? [{ id: value.id, name: value.name, type: value.type, use: 'degenerate' }] : [];
  });
  const money = degenerate.find(({ name }) => /currency|waehrung/i.test(name));
  const measures =
    fact_type === 'factless'
      ? []
      : measuresOf(shape).flatMap((one): readonly FactColumn[] => {
          const value = rows.of(undefined, one.column.id);
          if (!value || left.has(value.id)) return [];
          const { additivity, aggregation, reason } = additivityOf(one);
          if (reason !== '') parts.said.push(reason);
          const isFull = (one.figures?.filled ?? 0) === table.rows && table.rows > 0 && (one.figures?.blanks ?? 0) === 0;
          return [
            {
              id: value.id,
              name: value.name,
              type: value.type,
              ...(isFull ? { nullable: false } : {}),
              use: 'measure',
              additivity,
              aggregation,
              ...(additivity === 'semi_additive' && eventId !== undefined ? { not_over: [eventId] } : {}),
              ...(money && /amount|price|fee|freight|tax|total|net|gross/i.test(one.column.name) ? { unit_from: money.id } : {}),
            },
          ];
        });
  const grain = rowKey.columns.flatMap((id) => {
    const value = rows.of(undefined, id);
    const column = degenerate.find((one) => one.id === value?.id);
    return column ? [column.id] : (own.get(id) ?? (isSnapshot && id === rowKey.snapshot ? [] : (dateIds.get(id) ?? [])));
  });
  if (grain.length === 0) return planner.note(`${table.source.name} is no fact: nothing that names its rows is left.`);
  const columns = [...degenerate, ...measures];
  const eventColumn = event ? rows.of(event.via, event.one.column.id) : undefined;
  const object: Fact = {
    kind: 'fact',
    ...head,
    fact_type,
    ...(isSnapshot ? { period: 'day' as const } : {}),
    grain: { sentence: `One row per ${listed(rowKey.columns.map((id) => nameIn(table, id)))}.`, columns: grain },
    dimensions: parts.dimensions.filter(({ id }) => parts.maps[id]),
    columns,
    feeds: [
      {
        from: rows.id,
        map: Object.fromEntries(columns.map(({ id }) => [id, id])),
        dimensions: parts.maps,
        ...(eventColumn ? { event_at: eventColumn.id } : {}),
      },
    ],
  };
  planner.add(object, {
    key,
    score: Math.min(role.score, 0.55 + 0.35 * rowKey.score),
    reasons: [
      ...role.reasons,
      keySentence(table, rowKey),
      ...shape.references.flatMap(({ finding, column }) =>
        finding && own.has(column) ? [referenceSentence(table, planner.inference.byId.get(finding.parent.source), finding)] : [],
      ),
      ...parts.said,
      ...orphans(shape),
    ],
    missing: table.evidence ? [] : ['Rows: whether deliveries bring only what is new, and how its measures are filled.'],
    needs: needsOf(planner, [rows.id, ...parts.dimensions.map(({ dimension }) => dimension)]),
    variant: starVariant(shape, fact_type),
    keyOf: keyChoice(planner.inference, shape),
  });
}

const orphans = ({ table, references }: Shape): readonly string[] => {
  const lost = references.filter(({ finding }) => (finding?.figures?.orphanRows ?? 0) > 0);
  return lost.map(
    ({ column, finding }) =>
      `${times(finding?.figures?.orphanRows ?? 0, 'row')} will point at the unknown member, since ${nameIn(table, column)} is no key there.`,
  );
};
