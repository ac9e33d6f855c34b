const words = (text: string): readonly string[] => text.split(/\s+/).filter((word) => word !== '');

/** Words that at least one platform refuses as a bare column or table name. Quoting a word too many is harmless. */
export const RESERVED: ReadonlySet<string> = new Set(
  words(`
  all alter analyse analyze and any array as asc asof asymmetric at authorization backup between bigint binary boolean both by
  case cast change char character check cluster coalesce collate collation column comment concurrently connect constraint contains
  create credentials cross cube current current_catalog current_date current_role current_schema current_time current_timestamp
  current_user cursor database date dec decimal default deferrable define delete desc describe distinct distribute do double drop
  else enable encode encrypt end enum escape except exclude execute exists explain extract false fetch float following for foreign
  freeze from full function glob global grant group grouping groups gssapi hash having identity if ignore ilike in increment index
  initially inner insert int integer intersect interval into is isnull issue join key lambda lateral leading left like limit
  localtime localtimestamp lookup macro map merge minus natural new no not notnull null nullif nulls numeric of off offset old on
  only open or order organization out outer over overlaps parallel partition percent pivot placing position preceding primary
  proto public qualify range raw readratio real recluster recover references regexp rename replace reset respect restore return
  returning revoke right rlike rollup row rows sample schema select session_user set setof show similar smallint snapshot some
  sort start struct summarize symmetric sysdate system table tablesample tag then time timestamp to top trailing treat trigger
  true truncate try_cast type unbounded union unique unnest unpivot update user using value values varchar variadic verbose view
  wallet when whenever where window with within without year month day hour minute second
`),
);
