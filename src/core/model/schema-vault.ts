import * as z from 'zod';
import { ColumnMap, columnShape, Id, Name, objectShape } from './schema-shared.ts';

/**
 * Where a feed takes its hash from: a column that already holds it (`hash_key`), or, without, a hash made from the mapped
 * business key.
 */
export const HubFeed = z.looseObject({ from: Id, map: ColumnMap, collision_code: z.string().optional(), hash_key: Id.optional() });
/** `business_key` is hashed; `key_part` stands beside the hash in the primary key, e.g. a tenant; `carried` comes along. */
export const HubColumn = z.looseObject({ ...columnShape, use: z.enum(['business_key', 'key_part', 'carried']).optional() });
export const Hub = z.looseObject({
  kind: z.literal('hub'),
  ...objectShape,
  /** The business key in hashing order, and what comes along. */
  columns: z.array(HubColumn),
  feeds: z.array(HubFeed),
});

export const LinkHub = z.looseObject({
  id: Id,
  hub: Id,
  role: z.string().optional(),
  /** Name of the foreign key column; made from the hub and the role when absent. */
  column: Name.optional(),
  /** A relationship whose key is missing here: left out, or kept under the zero key. The project's rule when absent. */
  missing: z.enum(['skip', 'zero_key']).optional(),
});
/** `dependent_key` is hashed with the hubs' keys; `payload` and `applied` (when it happened) are a non-historised link's. */
export const LinkColumn = z.looseObject({
  ...columnShape,
  use: z.enum(['dependent_key', 'key_part', 'payload', 'applied', 'carried']).optional(),
});
export const LinkFeed = z.looseObject({
  from: Id,
  /** Link-hub id → business key column id → staging column id. */
  hubs: z.record(Id, ColumnMap),
  /** Columns of the link. */
  map: ColumnMap,
  /** Column that already holds the link's hash. */
  hash_key: Id.optional(),
  /** Link-hub id → column that already holds the hub's hash. */
  hub_keys: z.record(Id, Id).optional(),
});
export const Link = z.looseObject({
  kind: z.literal('link'),
  ...objectShape,
  /** What the relationship is: hierarchical and same-as links join one hub to itself; a non-historised one carries a payload that never changes. */
  link_type: z.enum(['standard', 'non_historised', 'hierarchical', 'same_as']).optional(),
  /** Two or more, in hashing order. */
  hubs: z.array(LinkHub),
  /** Dependent child key, payload, and what comes along. */
  columns: z.array(LinkColumn),
  feeds: z.array(LinkFeed),
});

export const SatelliteFeed = z.looseObject({
  from: Id,
  map: ColumnMap,
  /** Which of the parent's keys is described, where `from` feeds the parent more than once: the columns of `from` that it is made of, in hashing order. */
  parent_key: z.array(Id).optional(),
  /** Columns that already hold the parent's hash and the difference. */
  hash_key: Id.optional(),
  hash_diff: Id.optional(),
  /** Effectivity: link-hub id → column that already holds the hub's hash. */
  hub_keys: z.record(Id, Id).optional(),
});
/**
 * `payload` is compared; `multi_active_key` tells the rows of one state apart; `applied` is when it was so in the source;
 * `start` and `end` are an effectivity satellite's, not mapped where it dates them by itself; `key_part` stands beside the hash in the primary key; `carried` comes along.
 */
export const SatelliteColumn = z.looseObject({
  ...columnShape,
  use: z.enum(['payload', 'multi_active_key', 'applied', 'start', 'end', 'key_part', 'carried']).optional(),
});
export const Satellite = z.looseObject({
  kind: z.literal('satellite'),
  ...objectShape,
  /**
   * `computed`: columns that rules made, in a staging or intermediate object; it stands in the business vault and is
   * loaded by the rule of a standard one. `record_tracking` and `status_tracking`: what came, and what is gone; of one feed only, the latter.
   */
  satellite_type: z.enum(['standard', 'multi_active', 'effectivity', 'record_tracking', 'status_tracking', 'computed']).optional(),
  /** A hub or a link. Its feed from the same staging object says which columns make the key. */
  parent: Id,
  columns: z.array(SatelliteColumn),
  feeds: z.array(SatelliteFeed),
  /** Effectivity: ids of the link-hubs that stay while the others change. */
  driving: z.array(Id).optional(),
  /** Effectivity: whether a relationship ends when its driving key gets another, or when the source says so; `automatic` when absent. */
  end_dating: z.enum(['automatic', 'delivered']).optional(),
  /**
   * Effectivity: what a driving key that comes without a partner, that a full delivery lacks or that a change feed
   * deletes does to its open relationships; `keep_open` when absent.
   */
  missing: z.enum(['keep_open', 'close']).optional(),
  /** Record tracking: the satellites whose deliveries are recorded, and what each is called in the rows; the keys alone when absent. */
  tracks: z.array(z.looseObject({ satellite: Id, label: z.string().optional() })).optional(),
  /** Where the end of a state is told; the project's rule when absent. */
  load_end_date: z.enum(['view', 'column', 'none']).optional(),
});

/** Code lists and other data without a business key of their own. */
export const ReferenceColumn = z.looseObject({ ...columnShape, use: z.enum(['key', 'attribute']).optional() });
export const Reference = z.looseObject({
  kind: z.literal('reference'),
  ...objectShape,
  columns: z.array(ReferenceColumn),
  feeds: z.array(z.looseObject({ from: Id, map: ColumnMap })),
  /** `none`: the first row of a key stays. `full`: a row each time the attributes of a key changed. */
  history: z.enum(['none', 'full']).optional(),
});

/** The points in time that point-in-time and bridge tables look at: a calendar, the column of a staged table, or every load date so far. */
export const AsOf = z.looseObject({
  kind: z.literal('as_of'),
  ...objectShape,
  /** Name of the one column; `as_of_date` when absent. */
  column: Name.optional(),
  points: z.discriminatedUnion('by', [
    z.looseObject({ by: z.literal('calendar'), first: z.iso.date(), last: z.iso.date(), every: z.enum(['day', 'week', 'month', 'quarter', 'year']) }),
    z.looseObject({ by: z.literal('column'), from: Id, column: Id }),
    z.looseObject({ by: z.literal('load_dates'), from: z.array(Id).min(1) }),
  ]),
});

export const Pit = z.looseObject({
  kind: z.literal('pit'),
  ...objectShape,
  /** A hub or a link. */
  parent: Id,
  as_of: Id,
  satellites: z.array(
    z.looseObject({
      satellite: Id,
      /** Names of the two columns; made from the satellite's name when absent. */
      key_column: Name.optional(),
      date_column: Name.optional(),
    }),
  ),
});

export const Bridge = z.looseObject({
  kind: z.literal('bridge'),
  ...objectShape,
  /** The hub the walk starts from. */
  hub: Id,
  as_of: Id,
  walk: z.array(
    z.looseObject({
      link: Id,
      /** Link-hub ids: where the step comes from and where it leads. */
      from: Id,
      to: Id,
      /** The effectivity satellite that says when the relationship held; without, it holds from its load date on. */
      effectivity: Id.optional(),
      /** Name of the link's key column here; the link's own when absent. */
      column: Name.optional(),
    }),
  ),
});
