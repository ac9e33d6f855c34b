import { PLATFORM_LABELS } from '../model/platform-labels.ts';
import type { Dialect } from './dialect.ts';
import { spark } from './spark.ts';
import { columnClause, columnLines, createTableText, keyedColumns, keyLines, refuseUnknownOptions } from './table-text.ts';

const comment = (description: string | undefined): string => (description === undefined ? '' : ` comment ${spark.string(description)}`);

/**
 * Delta tables, which open-source Spark keeps too where Delta is given to it: informational keys and clustering. No
 * QUALIFY, which only Databricks has: so the same text runs, and is proven, on both.
 */
export const databricks: Dialect = {
  ...spark,
  id: 'databricks',
  label: PLATFORM_LABELS.databricks,
  createTable: (definition, p) => {
    refuseUnknownOptions(definition, ['partition_by', 'cluster_by'], p);
    const lines = [...columnLines(keyedColumns(definition), p, (column) => comment(column.description)), ...keyLines(definition, p, '', { unique: false })];
    const tail = `\nusing delta${columnClause(definition, 'partition_by', 'partitioned by', p)}${columnClause(definition, 'cluster_by', 'cluster by', p)}${comment(definition.description).replace(' ', '\n')}`;
    return [createTableText(definition, p, lines, tail)];
  },
  createWork: (table, query, p) => [`create or replace table ${p.table(table)}\nusing delta as\n${p.query(query)}`],
};
