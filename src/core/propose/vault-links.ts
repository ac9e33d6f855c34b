import { aboutWords } from '../infer/words.ts';
import type { Column, Hub, Id, Link, LinkHub } from '../model/types.ts';
import { baseName } from '../naming/technical-names.ts';
import { free, slug } from '../commands/free-name.ts';
import { needsOf } from './planner.ts';
import { count, keySentence, listed, nameIn, namesIn, referenceSentence, times } from './say.ts';
import type { Shape } from './shape.ts';
import type { Staged } from './staging.ts';
import type { VaultPlan } from './vault.ts';
import { keyChoice, keyParts, vaultVariant } from './vault-roles.ts';

interface End {
  readonly column: Id;
  readonly hub: Hub;
  readonly role: string;
  readonly missing: number;
}

/** Source → the link that its rows are about, where its key names several entities. */
export type LinksOfRows = ReadonlyMap<Id, { readonly link: Link; readonly columns: ReadonlySet<Id> }>;

/** The columns that name hubs, other than the own key. */
export function endsOf({ hubOf }: VaultPlan, { table, references }: Shape): readonly End[] {
  return references.flatMap(({ column, role, missing }) => {
    const hub = hubOf(table.source.id, column);
    return hub ? [{ column, hub, role, missing }] : [];
  });
}

function linkOf(
  plan: VaultPlan,
  from: Staged,
  ends: readonly End[],
  dependent: readonly Column[],
  head: { readonly id: Id; readonly name: string },
): Pick<Link, 'hubs' | 'feeds' | 'id' | 'name' | 'columns'> {
  const hubs: LinkHub[] = [];
  const maps: Record<Id, Record<Id, Id>> = {};
  for (const { column, hub, role: wanted } of ends) {
    const role = wanted === '' ? wanted : free(wanted, (wish) => hubs.some((one) => one.hub === hub.id && one.role === wish));
    const base = baseName(hub, plan.planner.project.settings);
    const id = free(slug(role === '' ? base : `${role}_${base}`), (wish) => hubs.some((one) => one.id === wish));
    hubs.push({ id, hub: hub.id, ...(role === '' ? {} : { role }) });
    maps[id] = { [hub.columns[0]?.id ?? '']: from.column(column)?.id ?? '' };
  }
  return {
    ...head,
    hubs,
    columns: [...dependent],
    feeds: [{ from: from.object.id, hubs: maps, map: Object.fromEntries(dependent.map(({ id }) => [id, id])) }],
  };
}

/** A link of these hubs that rows of this staging object feed already. */
const knownLink = (plan: VaultPlan, from: Staged, ends: readonly End[]): Link | undefined =>
  Object.values(plan.planner.project.objects).find(
    (object): object is Link =>
      object.kind === 'link' &&
      object.feeds.some((feed) => feed.from === from.object.id) &&
      ends
        .map(({ hub }) => hub.id)
        .toSorted()
        .join() ===
        object.hubs
          .map(({ hub }) => hub)
          .toSorted()
          .join(),
  );

const stagedColumns = (from: Staged, ids: readonly Id[], use?: 'dependent_key'): readonly Column[] =>
  ids.flatMap((id) => {
    const column = from.column(id);
    return column ? [{ id: column.id, name: column.name, type: column.type, ...(use ? { use } : {}) }] : [];
  });

const distinctWords = (ends: readonly End[], plan: VaultPlan): readonly string[] =>
  ends.map(({ hub, role }) => `${role === '' ? '' : `${role}_`}${baseName(hub, plan.planner.project.settings)}`);

/** Adds a link unless the model has it or it was refused. @returns the link that stands for the rows. */
function add(
  plan: VaultPlan,
  shape: Shape,
  from: Staged,
  what: {
    readonly key: string;
    readonly words: readonly string[];
    readonly ends: readonly End[];
    readonly dependent: readonly Column[];
    readonly score: number;
    readonly reasons: readonly string[];
    readonly type?: Link['link_type'];
    readonly isRows: boolean;
  },
): Link | undefined {
  const { planner } = plan;
  const known = knownLink(plan, from, what.ends);
  if (known) return known;
  const head = planner.head(what.key, 'link', what.words);
  if (planner.isRefused(what.key, head.name)) return undefined;
  const link: Link = { kind: 'link', ...linkOf(plan, from, what.ends, what.dependent, head), ...(what.type ? { link_type: what.type } : {}) };
  planner.add(link, {
    key: what.key,
    score: what.score,
    reasons: what.reasons,
    missing: shape.table.evidence ? [] : [`Rows of ${shape.table.source.name}: how many of its values are keys elsewhere.`],
    needs: needsOf(planner, [from.object.id, ...what.ends.map(({ hub }) => hub.id)]),
    variant: what.isRows ? vaultVariant(shape, plan.roles.get(shape.table.source.id)?.role ?? 'link') : undefined,
    keyOf: what.isRows ? keyChoice(planner.inference, shape) : undefined,
  });
  return link;
}

const sentences = (plan: VaultPlan, { table, references }: Shape, ends: readonly End[]): readonly string[] =>
  references
    .filter(({ column }) => ends.some((end) => end.column === column))
    .flatMap(({ finding }) => (finding ? [referenceSentence(table, plan.planner.inference.byId.get(finding.parent.source), finding)] : []));

const scoreOf = ({ references }: Shape, ends: readonly End[]): number => {
  const scores = references.filter(({ column }) => ends.some((end) => end.column === column)).map(({ finding }) => finding?.score ?? 0.6);
  return scores.length === 0 ? 0.5 : Math.min(...scores);
};

/** Links of a table with a hub of its own: one for what each row names, one each for what it may name, and one to others of its kind. */
function linksOfEntity(plan: VaultPlan, shape: Shape, from: Staged): void {
  const { table, own, key, words } = shape;
  const hub = own ? plan.hubs.get(own.id) : undefined;
  const column = key.columns[0];
  if (!hub || column === undefined) return;
  const id = table.source.id;
  const self: End = { column, hub, role: '', missing: 0 };
  const ends = endsOf(plan, shape);
  const others = ends.filter((end) => end.hub.id !== hub.id);
  const always = others.filter(({ missing }) => missing === 0);
  if (always.length > 0) {
    const joined = [self, ...always];
    add(plan, shape, from, {
      key: `link:${id}`,
      words: joined.length <= 3 && always.every(({ role }) => role === '') ? distinctWords(joined, plan) : [...words, 'relations'],
      ends: joined,
      dependent: [],
      score: scoreOf(shape, always),
      reasons: [
        ...(always.length > 1 ? [`Each row of ${table.source.name} names all of them at once, so that they stay together.`] : []),
        ...sentences(plan, shape, always),
      ],
      isRows: false,
    });
  }
  for (const end of others.filter(({ missing }) => missing > 0))
    add(plan, shape, from, {
      key: `link:${id}:${end.column}`,
      words: distinctWords([self, end], plan),
      ends: [self, end],
      dependent: [],
      score: scoreOf(shape, [end]),
      reasons: [
        `${nameIn(table, end.column)} is missing in ${count(end.missing)} of ${times(table.rows, 'row')}, so that it has a link of its own: the rest is told without it.`,
        ...sentences(plan, shape, [end]),
      ],
      isRows: false,
    });
  for (const end of ends.filter((one) => one.hub.id === hub.id))
    add(plan, shape, from, {
      key: `link:${id}:${end.column}`,
      words: [...words, end.role === '' ? 'parent' : end.role],
      ends: [self, { ...end, role: end.role === '' ? 'parent' : end.role }],
      dependent: [],
      type: 'hierarchical',
      score: scoreOf(shape, [end]),
      reasons: [
        `${nameIn(table, end.column)} names another row of ${table.source.name}${end.missing > 0 ? `; ${times(end.missing, 'row')} name none, the top` : ''}.`,
        ...sentences(plan, shape, [end]),
      ],
      isRows: false,
    });
}

/** The link of a table whose key names several entities, with what else tells its rows apart. */
function linkOfRows(plan: VaultPlan, shape: Shape, from: Staged): { readonly link: Link; readonly columns: ReadonlySet<Id> } | undefined {
  const { table, key, words } = shape;
  const { naming } = keyParts(shape);
  const ends = endsOf(plan, shape);
  const parts = ends.filter(({ column }) => naming.some((one) => one.column === column));
  const always = ends.filter(({ column, missing }) => !parts.some((one) => one.column === column) && missing === 0);
  const joined = [...parts, ...always];
  if (joined.length < 2) {
    plan.planner.note(`${table.source.name} has no link: ${joined.length === 0 ? 'none' : 'only one'} of the things its key names has a hub.`);
    return undefined;
  }
  const rest = key.columns.filter((id) => !parts.some(({ column }) => column === id));
  const dependent = stagedColumns(from, rest, 'dependent_key');
  const link = add(plan, shape, from, {
    key: `link:${table.source.id}`,
    words,
    ends: joined,
    dependent,
    score: Math.min(0.9, scoreOf(shape, joined)),
    reasons: [
      keySentence(table, key),
      `Its rows relate ${listed(joined.map(({ hub }) => baseName(hub, plan.planner.project.settings)))}${rest.length > 0 ? `; ${namesIn(table, rest)} tell${rest.length === 1 ? 's' : ''} rows of one relationship apart` : ''}.`,
      ...sentences(plan, shape, joined),
    ],
    isRows: true,
  });
  if (!link) return undefined;
  return { link, columns: new Set([...joined.map(({ column }) => column), ...rest]) };
}

/** A link with a payload, of rows that tell once of something that happened. */
function linkOfEvents(plan: VaultPlan, shape: Shape, from: Staged): void {
  const { table, key, words } = shape;
  const ends = endsOf(plan, shape).filter(({ missing }) => missing === 0);
  if (ends.length < 2) return;
  const payload = table.columns.filter(({ column }) => !key.columns.includes(column.id) && !ends.some((end) => end.column === column.id));
  const moment = payload.find(({ type }) => type.kind === 'timestamp' || type.kind === 'date');
  const id = `link:${table.source.id}`;
  const left = new Set(plan.planner.choices.without?.[id]);
  const columns = [
    ...stagedColumns(from, key.columns, 'dependent_key'),
    ...payload.flatMap((one) => {
      const column = from.column(one.column.id);
      return column && !left.has(column.id)
        ? [{ id: column.id, name: column.name, type: column.type, use: one === moment ? ('applied' as const) : ('payload' as const) }]
        : [];
    }),
  ];
  add(plan, shape, from, {
    key: id,
    words: words.length > 0 ? words : aboutWords(table.source.name),
    ends,
    dependent: columns,
    type: 'non_historised',
    score: 0.65,
    reasons: [keySentence(table, key), plan.roles.get(table.source.id)?.why ?? '', ...sentences(plan, shape, ends)].filter((text) => text !== ''),
    isRows: true,
  });
}

/** Proposes links. @returns those that rows of a table are about, for their satellites. */
export function proposeLinks(plan: VaultPlan): LinksOfRows {
  const found = new Map<Id, { readonly link: Link; readonly columns: ReadonlySet<Id> }>();
  for (const shape of plan.planner.shapes.shapes) {
    const from = plan.staged.get(shape.table.source.id);
    const role = plan.roles.get(shape.table.source.id)?.role;
    if (!from) continue;
    if (role === 'hub') linksOfEntity(plan, shape, from);
    else if (role === 'non_historised') linkOfEvents(plan, shape, from);
    else if (role === 'link') {
      const rows = linkOfRows(plan, shape, from);
      if (rows) found.set(shape.table.source.id, rows);
    }
  }
  return found;
}
