import { rateOf } from '../infer/changes.ts';
import type { KnownTable } from '../infer/columns.ts';
import { singular, wordsOf } from '../infer/words.ts';
import type { Column, Hub, Id, Link, Satellite } from '../model/types.ts';
import { baseName } from '../naming/technical-names.ts';
import { keysTaken } from '../model/key-columns.ts';
import { needsOf } from './planner.ts';
import { keySentence, listed, namesIn, percent, times } from './say.ts';
import { describedIn, type Entity, type Shape } from './shape.ts';
import type { Staged } from './staging.ts';
import { endsOf, type LinksOfRows } from './vault-links.ts';
import type { VaultPlan } from './vault.ts';
import { keyChoice, keyParts, vaultVariant } from './vault-roles.ts';

/** Columns that change in this share of the rows from one delivery to the next stand apart from those that change in hardly any. */
const OFTEN = 0.3;
const SELDOM = 0.15;
/** Rows compared, below which a rate says nothing. */
const COMPARED = 30;

interface Group {
  readonly suffix: '' | 'private' | 'often';
  readonly columns: readonly Id[];
  readonly reason: string;
}

/** What describes a key, split by privacy and by how often it changes. */
function groupsOf(plan: VaultPlan, table: KnownTable, columns: readonly Id[]): readonly Group[] {
  const found = plan.planner.inference.sensitive.get(table.source.id) ?? [];
  const personal = columns.filter((id) => found.some(({ column }) => column.column.id === id));
  const rest = columns.filter((id) => !personal.includes(id));
  const changes = table.evidence?.changes;
  const rate = (id: Id): number => ((changes?.kept ?? 0) < COMPARED ? 0 : (rateOf(changes, id) ?? 0));
  const often = rest.filter((id) => rate(id) >= OFTEN);
  const seldom = rest.filter((id) => rate(id) < OFTEN);
  const isSplit = often.length > 0 && seldom.length > 0 && seldom.every((id) => rate(id) < SELDOM);
  const told = found.filter(({ column }) => personal.includes(column.column.id));
  const said = (ids: readonly Id[]): string => listed(ids.map((id) => `${table.byId.get(id)?.column.name ?? id} ${percent(rate(id))}`));
  const kept = changes && changes.kept >= COMPARED ? `Of ${times(changes.kept, 'row')} that two deliveries in a row have` : '';
  return [
    {
      suffix: '' as const,
      columns: isSplit ? seldom : rest,
      reason: isSplit
        ? `${kept}, these change in less than ${percent(SELDOM)}.`
        : kept !== '' && rest.some((id) => rate(id) > 0)
          ? `${kept}, these change: ${said(rest.filter((id) => rate(id) > 0))}.`
          : '',
    },
    {
      suffix: 'often' as const,
      columns: isSplit ? often : [],
      reason: isSplit ? `${kept}, these change so often that the rest would be stored again with them: ${said(often)}.` : '',
    },
    {
      suffix: 'private' as const,
      columns: personal,
      reason: `Personal, and kept apart so that access and deletion can differ: ${listed(told.map(({ column, kind, by, matching, sampled }) => `${column.column.name} (${kind}, by its ${by}${matching > 0 ? `: ${matching} of ${sampled} sampled` : ''})`))}.`,
    },
  ].filter((group) => group.columns.length > 0);
}

interface Describing {
  readonly key: string;
  readonly shape: Shape;
  readonly from: Staged;
  readonly parent: Hub | Link;
  readonly columns: readonly Id[];
  readonly words: readonly string[];
  /** Which of the parent's keys, where the staged rows have several. */
  readonly parentKey?: readonly Id[];
  readonly active?: readonly Id[];
  readonly reason: string;
  readonly score: number;
}

/** Ids of staged columns that satellites of the parent hold already. */
function heldBy(plan: VaultPlan, { parent, from }: Describing): ReadonlySet<Id> {
  return new Set(
    Object.values(plan.planner.project.objects).flatMap((object) =>
      object.kind === 'satellite' && object.parent === parent.id
        ? object.feeds.filter((feed) => feed.from === from.object.id).flatMap((feed) => Object.values(feed.map))
        : [],
    ),
  );
}

function describe(plan: VaultPlan, what: Describing): void {
  const { planner } = plan;
  const { shape, from, parent, active = [] } = what;
  const { table } = shape;
  const held = heldBy(plan, what);
  const groups =
    active.length > 0 ? [{ suffix: '' as const, columns: what.columns, reason: privacyNote(plan, table, what.columns) }] : groupsOf(plan, table, what.columns);
  for (const { suffix, columns, reason } of groups) {
    const key = `${what.key}${suffix === '' ? '' : `:${suffix}`}`;
    const head = planner.head(key, 'satellite', [...what.words, ...(suffix === '' ? [] : [suffix])]);
    const left = new Set(planner.choices.without?.[key]);
    const staged = [...active, ...columns].flatMap((id): readonly (Column & { readonly isActive: boolean })[] => {
      const column = from.column(id);
      return column && !held.has(column.id) && !left.has(column.id) ? [{ ...column, isActive: active.includes(id) }] : [];
    });
    if (staged.every(({ isActive }) => isActive) || planner.isRefused(key, head.name)) continue;
    const satellite: Satellite = {
      kind: 'satellite',
      ...head,
      ...(active.length > 0 ? { satellite_type: 'multi_active' as const } : {}),
      parent: parent.id,
      columns: staged.map(({ id, name, type, classification, isActive }) => ({
        id,
        name,
        type,
        ...(classification === undefined ? {} : { classification }),
        ...(isActive ? { use: 'multi_active_key' as const } : {}),
      })),
      feeds: [
        { from: from.object.id, map: Object.fromEntries(staged.map(({ id }) => [id, id])), ...(what.parentKey ? { parent_key: [...what.parentKey] } : {}) },
      ],
    };
    planner.add(satellite, {
      key,
      score: what.score,
      reasons: [what.reason, reason].filter((text) => text !== ''),
      missing: table.evidence
        ? table.evidence.changes
          ? []
          : ['A second delivery: how often its columns change.']
        : ['Rows: how often its columns change, and which are personal by their values.'],
      needs: needsOf(planner, [from.object.id, parent.id]),
      variant: active.length > 0 ? vaultVariant(shape, 'multi_active') : undefined,
      keyOf: active.length > 0 ? keyChoice(planner.inference, shape) : undefined,
    });
  }
}

const privacyNote = (plan: VaultPlan, table: KnownTable, columns: readonly Id[]): string => {
  const found = (plan.planner.inference.sensitive.get(table.source.id) ?? []).filter(({ column }) => columns.includes(column.column.id));
  return found.length === 0 ? '' : `Personal: ${listed(found.map(({ column, kind }) => `${column.column.name} (${kind})`))}.`;
};

/** Columns that describe a part of the key that has a hub, which the rows' own satellite leaves out. */
function describeParts(plan: VaultPlan, shape: Shape, from: Staged): ReadonlySet<Id> {
  const taken = new Set<Id>();
  for (const { entity, column } of shape.references) {
    const hub = plan.hubs.get(entity.id);
    const described = describedIn(entity, shape.table);
    if (!hub || described.length === 0) continue;
    for (const id of described) taken.add(id);
    describe(plan, {
      key: entity.owner === shape.table ? `sat:${entity.id}` : `sat:${entity.id}:${shape.table.source.id}`,
      shape,
      from,
      parent: hub,
      columns: described,
      words:
        entity.members.filter((member) => (member.described ?? []).length > 0).length > 1
          ? [baseName(hub, plan.planner.project.settings), shape.table.source.name]
          : [baseName(hub, plan.planner.project.settings)],
      reason: `${namesIn(shape.table, [column])} decides ${namesIn(shape.table, described)} in all rows of ${shape.table.source.name}.`,
      score: 0.6,
    });
  }
  return taken;
}

/** The words that tell a source from others of the same hub: its system, or what its name says besides what its rows are. */
function sourceWords(entity: Entity, { table, words }: Shape, base: string): readonly string[] {
  if (entity.members.length < 2) return [base];
  const besides = wordsOf(table.source.name).filter((word) => !words.includes(singular(word)));
  return [base, table.source.system ?? (besides.length > 0 ? besides.join('_') : table.source.name)];
}

/** Proposes satellites: of each hub by source, of links, and of several rows at once. */
export function proposeSatellites(plan: VaultPlan, links: LinksOfRows): void {
  const { planner } = plan;
  for (const shape of planner.shapes.shapes) {
    const { table, own, key } = shape;
    const from = plan.staged.get(table.source.id);
    const role = plan.roles.get(table.source.id);
    if (!from || !role) continue;
    const named = new Set(endsOf(plan, shape).map(({ column }) => column));
    if (role.role === 'hub') {
      const hub = own ? plan.hubs.get(own.id) : undefined;
      const column = from.column(key.columns[0] ?? '');
      if (!own || !hub || !column) continue;
      const base = baseName(hub, planner.project.settings);
      const taken = describeParts(plan, shape, from);
      const several = keysTaken(hub, from.object.id, planner.project).length > 1;
      describe(plan, {
        key: `sat:${table.source.id}`,
        shape,
        from,
        parent: hub,
        columns: table.columns.map((one) => one.column.id).filter((id) => !key.columns.includes(id) && !named.has(id) && !taken.has(id)),
        words: sourceWords(own, shape, base),
        ...(several ? { parentKey: [column.id] } : {}),
        reason:
          own.members.length > 1
            ? `What ${table.source.name} tells of ${base}: each source has a satellite of its own.`
            : `What ${table.source.name} tells of ${base}.`,
        score: 0.85,
      });
    } else if (role.role === 'link') {
      const rows = links.get(table.source.id);
      const taken = describeParts(plan, shape, from);
      if (!rows) continue;
      describe(plan, {
        key: `sat:${table.source.id}`,
        shape,
        from,
        parent: rows.link,
        columns: table.columns.map((one) => one.column.id).filter((id) => !rows.columns.has(id) && !taken.has(id)),
        words: [baseName(rows.link, planner.project.settings)],
        reason: `What each row of ${table.source.name} tells besides its key.`,
        score: 0.8,
      });
    } else if (role.role === 'multi_active') {
      const { naming, rest } = keyParts(shape);
      const [only] = naming;
      const hub = only ? plan.hubOf(table.source.id, only.column) : undefined;
      const column = only ? from.column(only.column) : undefined;
      if (!only || !hub || !column) {
        planner.note(`${table.source.name} has no satellite: what its key names has no hub.`);
        continue;
      }
      const others = naming.slice(1).map((one) => one.column);
      const several = keysTaken(hub, from.object.id, planner.project).length > 1;
      const distinct = table.byId.get(only.column)?.figures?.distinct ?? 0;
      const rows = key.figures?.distinct ?? 0;
      describe(plan, {
        key: `sat:${table.source.id}`,
        shape,
        from,
        parent: hub,
        columns: table.columns.map((one) => one.column.id).filter((id) => !key.columns.includes(id)),
        words: shape.words,
        active: [...rest, ...others],
        ...(several ? { parentKey: [column.id] } : {}),
        reason: `${keySentence(table, key)}${rows > 0 && distinct > 0 ? ` One ${baseName(hub, planner.project.settings)} has up to several rows at once: ${times(rows, 'key')} of ${times(distinct, 'value')} of ${namesIn(table, [only.column])}.` : ''}`,
        score: role.score,
      });
    }
  }
}
