import { businessKey, equalKeys } from '../model/key-columns.ts';
import type { Hub, HubFeed, Id, Project } from '../model/types.ts';
import type { Evidence } from '../infer/evidence.ts';
import { infer } from '../infer/infer.ts';
import { distinctColumns, createPlanner, needsOf, type Planner } from './planner.ts';
import type { Choices, Proposal, Refused, VaultRole } from './proposal.ts';
import { sourcePatches } from './source-patches.ts';
import { keySentence, nameIn, namesIn, referenceSentence } from './say.ts';
import { describedIn, referringTo, shapesOf, type Entity, type Shape } from './shape.ts';
import { keyRules, stage, type Staged } from './staging.ts';
import { proposeLinks } from './vault-links.ts';
import { proposeSatellites } from './vault-satellites.ts';
import { keyChoice, vaultRole, vaultVariant } from './vault-roles.ts';

/** What the steps of a vault share. */
export interface VaultPlan {
  readonly planner: Planner;
  readonly roles: ReadonlyMap<Id, ReturnType<typeof vaultRole>>;
  /** Source → its staging, as far as it is staged. */
  readonly staged: ReadonlyMap<Id, Staged>;
  /** Entity → its hub; nothing for code lists, events and what was refused. */
  readonly hubs: ReadonlyMap<string, Hub>;
  /** Source and column → the hub that the column names. */
  readonly hubOf: (source: Id, column: Id) => Hub | undefined;
}

const roleOf = (roles: VaultPlan['roles'], source: Id): VaultRole => roles.get(source)?.role ?? 'none';

/** Every column that names an entity, as its key and where others refer to it. */
function placesOf(entity: Entity, shapes: readonly Shape[]): readonly { readonly source: Id; readonly column: Id }[] {
  const referring = referringTo(shapes, entity).map(({ table, reference }) => ({ source: table.source.id, column: reference.column }));
  return [...entity.members.map(({ table, column }) => ({ source: table.source.id, column })), ...referring].filter(
    (place, index, all) => all.findIndex((one) => one.source === place.source && one.column === place.column) === index,
  );
}

function knownHub(project: Project, feeds: readonly HubFeed[]): Hub | undefined {
  return Object.values(project.objects).find((object): object is Hub => {
    if (object.kind !== 'hub') return false;
    const key = businessKey(object);
    return (
      key.length === 1 && object.feeds.some((own) => feeds.some((feed) => feed.from === own.from && Object.values(feed.map)[0] === own.map[key[0]?.id ?? '']))
    );
  });
}

/** The hub of an entity, fed by every table that names it. */
function proposeHub(planner: Planner, entity: Entity, roles: VaultPlan['roles'], staged: VaultPlan['staged']): Hub | undefined {
  const { shapes } = planner.shapes;
  const key = `hub:${entity.id}`;
  const owner = staged.get(entity.owner.source.id)?.column(entity.column);
  if (!owner) return undefined;
  const head = planner.head(key, 'hub', entity.words);
  if (planner.isRefused(key, head.name)) return undefined;
  const id = owner.id;
  const feeds = placesOf(entity, shapes).flatMap(({ source, column }): readonly HubFeed[] => {
    const from = staged.get(source);
    const own = from?.column(column);
    return from && own ? [{ from: from.object.id, map: { [id]: own.id } }] : [];
  });
  const known = knownHub(planner.project, feeds);
  const shape = shapes.find(({ own, table }) => own === entity && table === entity.owner);
  const described = describedIn(entity, entity.owner);
  const integrated = entity.members.flatMap(({ table, finding }) =>
    finding
      ? [referenceSentence(planner.inference.byId.get(finding.child.source), planner.inference.byId.get(finding.parent.source), finding)]
      : table
        ? []
        : [],
  );
  const referring = referringTo(shapes, entity).flatMap(({ table, reference: { finding } }) =>
    finding ? [referenceSentence(table, planner.inference.byId.get(finding.parent.source), finding)] : [],
  );
  if (known) {
    const [own = { id }] = businessKey(known);
    const fresh = feeds
      .map(({ from, map }) => ({ from, map: { [own.id]: map[id] ?? '' } }))
      .filter((feed) => !known.feeds.some((old) => old.from === feed.from && equalKeys(Object.values(old.map), Object.values(feed.map))));
    if (fresh.length === 0) return known;
    const more = { ...known, feeds: [...known.feeds, ...fresh] };
    planner.add(more, {
      key,
      score: 0.8,
      updates: true,
      reasons: [
        `${known.name} is there, and ${fresh.length === 1 ? 'another table names' : `${fresh.length} other columns name`} the same things.`,
        ...integrated,
        ...referring,
      ],
      needs: needsOf(
        planner,
        fresh.map(({ from }) => from),
      ),
    });
    return more;
  }
  const hub: Hub = { kind: 'hub', ...head, columns: [{ id, name: owner.name, type: owner.type }], feeds };
  const told = roles.get(entity.owner.source.id);
  planner.add(hub, {
    key,
    score: entity.isPart ? 0.6 : (told?.score ?? 0.6),
    reasons: [
      ...(shape ? [keySentence(entity.owner, shape.key)] : []),
      ...(entity.isPart
        ? [
            `${nameIn(entity.owner, entity.column)} of ${entity.owner.source.name} sounds like a key that no table has for its own${described.length > 0 ? `, and decides ${namesIn(entity.owner, described)} in all rows` : ', and other tables have it too'}.`,
          ]
        : []),
      ...(told?.why === undefined || told.why === '' ? [] : [told.why]),
      ...integrated,
      ...referring,
    ],
    missing: entity.owner.evidence ? [] : [`Rows of ${entity.owner.source.name}: whether its key is unique, and whose values meet it.`],
    needs: needsOf(
      planner,
      feeds.map(({ from }) => from),
    ),
    variant: shape ? vaultVariant(shape, 'hub') : undefined,
    keyOf: shape ? keyChoice(planner.inference, shape) : undefined,
  });
  return hub;
}

function proposeReference(planner: Planner, shape: Shape, from: Staged): void {
  const { table, own, key } = shape;
  const id = `reference:${table.source.id}`;
  if (Object.values(planner.project.objects).some((object) => object.kind === 'reference' && object.feeds.some((feed) => feed.from === from.object.id))) return;
  const head = planner.head(id, 'reference', own?.words ?? shape.words);
  if (planner.isRefused(id, head.name)) return;
  const left = new Set(planner.choices.without?.[id]);
  const columns = distinctColumns(
    table.columns.flatMap(({ column }) => {
      const staged = from.column(column.id);
      return staged && !left.has(staged.id)
        ? [{ id: staged.id, name: staged.name, type: staged.type, use: key.columns.includes(column.id) ? ('key' as const) : ('attribute' as const) }]
        : [];
    }),
  );
  const { why, score } = vaultRole(shape, planner.choices);
  planner.add(
    {
      kind: 'reference',
      ...head,
      columns: [...columns],
      feeds: [{ from: from.object.id, map: Object.fromEntries(columns.map((column) => [column.id, column.id])) }],
      history: columns.some(({ use }) => use === 'attribute') ? 'full' : 'none',
    },
    {
      key: id,
      score,
      reasons: [keySentence(table, key), why],
      needs: needsOf(planner, [from.object.id]),
      variant: vaultVariant(shape, 'reference'),
      keyOf: keyChoice(planner.inference, shape),
    },
  );
}

/**
 * Proposes a raw vault: staging, a hub for what the business names wherever it is named, links where rows name several,
 * satellites split by source, privacy and rate of change.
 * @param refused what was refused before; it is not proposed again.
 */
export function proposeVault(project: Project, evidence: Evidence, choices: Choices, refused: readonly Refused[]): Proposal {
  const inference = infer(project, evidence, choices.keys);
  const shapes = shapesOf(inference);
  const planner = createPlanner(project, inference, shapes, choices, 'vault', new Set(refused.filter(({ kind }) => kind === 'vault').map(({ key }) => key)));
  const roles = new Map(shapes.shapes.map((shape) => [shape.table.source.id, vaultRole(shape, choices)]));
  const isHub = (entity: Entity): boolean => entity.isPart || entity.members.some(({ table }) => roleOf(roles, table.source.id) === 'hub');
  const entities = shapes.entities.filter(isHub);
  const rules = keyRules(entities, shapes.shapes);
  const staged = new Map<Id, Staged>();
  for (const shape of shapes.shapes) {
    const { source } = shape.table;
    if (roleOf(roles, source.id) === 'none') continue;
    const naming = new Map(shape.references.filter(({ entity }) => entities.includes(entity)).map(({ column, entity }) => [column, entity]));
    if (shape.own && entities.includes(shape.own)) naming.set(shape.key.columns[0] ?? '', shape.own);
    const found = stage(planner, shape.table, naming, rules);
    if (found) staged.set(source.id, found);
  }
  for (const table of inference.tables) {
    const shape = shapes.shapes.find((one) => one.table === table);
    if (!shape)
      planner.note(`${table.source.name} is left out: nothing in it names a row${table.evidence ? '' : ', and it has no rows to look for a key in'}.`);
    else if (roleOf(roles, table.source.id) === 'none') planner.note(`${table.source.name} is left out: its rows name nothing that a hub could hold.`);
  }
  const hubs = new Map(
    entities.flatMap((entity) => {
      const hub = proposeHub(planner, entity, roles, staged);
      return hub ? [[entity.id, hub] as const] : [];
    }),
  );
  const places = new Map(
    entities.flatMap((entity) => placesOf(entity, shapes.shapes).map((place) => [`${place.source} ${place.column}`, hubs.get(entity.id)] as const)),
  );
  const plan: VaultPlan = { planner, roles, staged, hubs, hubOf: (source, column) => places.get(`${source} ${column}`) };
  for (const shape of shapes.shapes) {
    const from = staged.get(shape.table.source.id);
    if (from && roleOf(roles, shape.table.source.id) === 'reference') proposeReference(planner, shape, from);
  }
  const links = proposeLinks(plan);
  proposeSatellites(plan, links);
  return {
    kind: 'vault',
    objects: planner.objects(),
    refused: planner.refused(),
    sources: sourcePatches(shapes.shapes),
    notes: planner.notes(),
  };
}
