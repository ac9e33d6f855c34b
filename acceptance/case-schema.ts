import * as z from 'zod';

const Cell = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Row = z.record(z.string(), Cell);
/** A column, or one under another name. */
const Aliased = z.union([z.string(), z.looseObject({ source_column: z.string(), alias: z.string().optional() })]);
const Columns = z.union([Aliased, z.array(Aliased)]);
const Excluding = z.looseObject({ exclude_columns: z.boolean(), columns: z.array(z.string()).optional() });

const Hashed = z.union([
  z.string(),
  z.array(z.string()),
  z.looseObject({
    columns: z.union([z.string(), z.array(z.string())]).optional(),
    is_hashdiff: z.boolean().optional(),
    exclude_columns: z.boolean().optional(),
  }),
]);
const Ordering = z.union([z.string(), z.record(z.string(), z.string())]);
const Stage = z.looseObject({
  from: z.string(),
  hashed_columns: z.record(z.string(), Hashed).nullish(),
  derived_columns: z
    .record(z.string(), z.union([z.string(), z.array(z.string()), z.looseObject({ source_column: z.union([z.string(), z.array(z.string())]) })]))
    .nullish(),
  null_columns: z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish(),
  ranked_columns: z
    .record(
      z.string(),
      z.looseObject({
        partition_by: z.union([z.string(), z.array(z.string())]),
        order_by: z.union([Ordering, z.array(Ordering)]),
        dense_rank: z.boolean().optional(),
      }),
    )
    .nullish(),
});

const WalkStep = z.looseObject({
  bridge_link_pk: z.string(),
  link_table: z.string(),
  link_fk1: z.string(),
  link_fk2: z.string(),
  eff_sat_table: z.string().optional(),
});
const Target = z.looseObject({
  structure: z.string(),
  source: z.union([z.string(), z.array(z.string())]),
  src_pk: Columns,
  src_nk: Columns.optional(),
  src_fk: Columns.optional(),
  src_dfk: Columns.optional(),
  src_sfk: Columns.optional(),
  src_cdk: Columns.optional(),
  src_payload: z.union([Columns, Excluding]).optional(),
  src_hashdiff: Aliased.optional(),
  src_extra_columns: Columns.optional(),
  src_eff: Aliased.optional(),
  src_start_date: Aliased.optional(),
  src_end_date: Aliased.optional(),
  src_ldts: Aliased.optional(),
  src_source: Aliased.optional(),
  src_satellite: z.record(z.string(), z.looseObject({ sat_name: z.record(z.string(), z.string()), hashdiff: z.record(z.string(), z.string()) })).optional(),
  as_of_dates_table: z.string().optional(),
  satellites: z.record(z.string(), z.looseObject({ pk: z.record(z.string(), z.string()), ldts: z.record(z.string(), z.string()) })).optional(),
  bridge_walk: z.record(z.string(), WalkStep).optional(),
});

const Step = z.discriminatedUnion('op', [
  z.looseObject({ op: z.literal('drop'), target: z.string() }),
  z.looseObject({ op: z.literal('create_empty'), targets: z.record(z.string(), z.union([z.string(), z.array(z.string())])) }),
  z.looseObject({ op: z.literal('raw'), table: z.string(), columns: z.array(z.string()).nullish(), rows: z.array(Row) }),
  z.looseObject({ op: z.literal('as_of'), table: z.string(), columns: z.array(z.string()).nullish(), rows: z.array(Row) }),
  z.looseObject({ op: z.literal('empty_stage'), table: z.string() }),
  z.looseObject({ op: z.literal('seed_target'), target: z.string(), rows: z.array(Row) }),
  z.looseObject({ op: z.literal('stage') }),
  z.looseObject({ op: z.literal('load'), target: z.string(), full_refresh: z.boolean().optional() }),
  z.looseObject({ op: z.literal('expect'), target: z.string(), columns: z.array(z.string()).nullish(), rows: z.array(Row) }),
]);

const head = { id: z.string(), object: z.string(), name: z.string(), requires: z.array(z.string()).optional() };

/** A case of AutomateDV's suite: stages and targets in that library's parameters, and a program of steps. */
export const VaultCase = z.looseObject({
  ...head,
  config: z.looseObject({
    hash: z.string().optional(),
    hash_content_casing: z.string().optional(),
    auto_end_date: z.boolean().optional(),
    enable_ghost_records: z.boolean().optional(),
    system_record_value: z.string().optional(),
    null_key_required: z.string().optional(),
    null_key_optional: z.string().optional(),
    concat_string: z.string().optional(),
    null_placeholder_string: z.string().optional(),
    column_types: z.record(z.string(), z.record(z.string(), z.string())),
    stages: z.record(z.string(), Stage),
    targets: z.record(z.string(), Target),
  }),
  steps: z.array(Step),
});

/** A case of a type 2 suite: dbt snapshots or SQLMesh's SCD_TYPE_2 kinds. */
export const HistoryCase = z.looseObject({
  ...head,
  config: z.looseObject({
    engine: z.enum(['dbt', 'sqlmesh']),
    unique_key: z.array(z.string()).min(1),
    strategy: z.enum(['timestamp', 'check']).optional(),
    kind: z.enum(['SCD_TYPE_2_BY_TIME', 'SCD_TYPE_2_BY_COLUMN']).optional(),
    updated_at: z.string().nullish(),
    check_cols: z.union([z.literal('all'), z.array(z.string())]).nullish(),
    check_columns: z.union([z.literal('*'), z.array(z.string())]).nullish(),
    hard_deletes: z.enum(['ignore', 'invalidate', 'new_record']).nullish(),
    dbt_valid_to_current: z.string().nullish(),
    snapshot_meta_column_names: z.record(z.string(), z.string()).nullish(),
    valid_from: z.string().optional(),
    valid_to: z.string().optional(),
    open_valid_to: z.string().nullish(),
    invalidate_hard_deletes: z.boolean().optional(),
    initial_valid_from: z.string().nullish(),
    column_types: z.record(z.string(), z.string()).optional(),
  }),
  loads: z.array(
    z.looseObject({
      rows: z.array(Row),
      execution_time: z.string().nullish(),
      updated_at_as_valid_from: z.boolean().optional(),
      execution_time_as_valid_from: z.boolean().optional(),
    }),
  ),
  expectations: z.array(
    z.looseObject({
      after_load: z.int(),
      rows: z.array(Row).optional(),
      columns: z.array(z.string()).optional(),
      where: Row.optional(),
      row_count: z.int().optional(),
      rows_by: z.array(Row).optional(),
      distinct: z.array(z.string()).optional(),
      current_ids: z.array(Cell).optional(),
      closed_ids: z.array(Cell).optional(),
    }),
  ),
});

export type VaultCase = z.infer<typeof VaultCase>;
export type HistoryCase = z.infer<typeof HistoryCase>;
export type CaseStage = z.infer<typeof Stage>;
export type CaseTarget = z.infer<typeof Target>;
export type CaseColumns = z.infer<typeof Columns>;
