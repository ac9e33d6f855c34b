import type { Printing } from '../../dialects/dialect.ts';
import type { Platform } from '../../model/types.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { TableName } from '../../sql/ast.ts';
import { script } from '../script.ts';

/** A file of rows and the landing table that it is for. */
export interface LandingFile {
  readonly table: TableName;
  readonly columns: readonly PlanColumn[];
  /** Below the folder of the delivery. */
  readonly name: string;
  /** Takes the rows of the delivery out of the table, so that they can be landed again. */
  readonly takeOut: readonly string[];
}

export interface LandingDelivery {
  readonly title: string;
  /** `landing/2026-01-01_06-00-00`. */
  readonly folder: string;
  readonly files: readonly LandingFile[];
  /** What stands for NULL in the files. */
  readonly mark: string;
  readonly begin: readonly string[];
  readonly commit: readonly string[];
}

/** How a platform's own client lands a delivery: the script to run, and what that needs beside it. */
type LandingClient = (delivery: LandingDelivery, p: Printing) => readonly { readonly name: string; readonly text: string }[];

const ABOUT = 'Takes out what the delivery has landed before, then brings its files in. Safe to run again.';
const columnList = ({ columns }: LandingFile, p: Printing): string => columns.map(({ name }) => p.name(name)).join(', ');
/** Text between single quotes where nothing but these is special. */
const plainText = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const shellText = (value: string): string => `'${value.replaceAll("'", "'\\''")}'`;

/** What statements do, and lines of the client's own that end where they end. */
interface Step {
  readonly line?: string;
  readonly statements?: readonly string[];
}
const sqlScript = ({ title }: LandingDelivery, about: readonly string[], steps: readonly Step[]): string =>
  script(title, [ABOUT, ...about], []) +
  steps.map(({ line, statements = [] }) => (line === undefined ? statements.map((statement) => `${statement};\n`).join('') : `${line}\n`)).join('\n');

const inOneTransaction = (delivery: LandingDelivery, steps: readonly Step[]): readonly Step[] => [
  { statements: delivery.begin },
  { statements: delivery.files.flatMap(({ takeOut }) => takeOut) },
  ...steps,
  { statements: delivery.commit },
];

/** One script that takes the delivery's rows out and brings them in, in one transaction. */
const inOneScript = (delivery: LandingDelivery, about: readonly string[], steps: readonly Step[]): ReturnType<LandingClient> => [
  { name: 'land.sql', text: sqlScript(delivery, about, inOneTransaction(delivery, steps)) },
];

const duckdb: LandingClient = (delivery, p) =>
  inOneScript(
    delivery,
    [],
    delivery.files.map((file) => ({
      statements: [
        `copy ${p.table(file.table)} (${columnList(file, p)})\nfrom ${p.string(`${delivery.folder}/${file.name}`)} (\n  format csv, header true, auto_detect false, delimiter ',', quote '"', escape '"', nullstr ${p.string(delivery.mark)}, allow_quoted_nulls false\n)`,
      ],
    })),
  );

const postgres: LandingClient = (delivery, p) =>
  inOneScript(
    delivery,
    [],
    // A command of psql ends with its line.
    delivery.files.map((file) => ({
      line: `\\copy ${p.table(file.table)} (${columnList(file, p)}) from ${plainText(`${delivery.folder}/${file.name}`)} with (format csv, header true, null ${plainText(delivery.mark)})`,
    })),
  );

const redshift: LandingClient = (delivery, p) =>
  inOneScript(
    delivery,
    ['The variable landing says where the folder landing has been copied to: s3://bucket/prefix.'],
    delivery.files.flatMap((file) => [
      { line: `\\set file :landing ${plainText(`${delivery.folder.slice('landing'.length)}/${file.name}`)}` },
      {
        statements: [
          `copy ${p.table(file.table)} (${columnList(file, p)})\nfrom :'file'\niam_role default\nformat csv ignoreheader 1 null as ${p.string(delivery.mark)} dateformat 'auto' timeformat 'auto'`,
        ],
      },
    ]),
  );

const snowflake: LandingClient = (delivery, p) => {
  const stage = `@~/orrery/${delivery.folder}`;
  return [
    {
      name: 'land.sql',
      text: sqlScript(
        delivery,
        ['The variable landing says where the folder landing is.'],
        [
          { line: '!set variable_substitution=true' },
          ...delivery.files.map((file) => ({
            statements: [`put 'file://&landing${delivery.folder.slice('landing'.length)}/${file.name}' ${stage} overwrite = true`],
          })),
          { line: '!set variable_substitution=false' },
          ...inOneTransaction(
            delivery,
            delivery.files.map((file) => ({
              statements: [
                `copy into ${p.table(file.table)} (${columnList(file, p)})\nfrom ${stage}/${file.name}\nfile_format = (type = csv skip_header = 1 field_optionally_enclosed_by = '"' null_if = (${p.string(delivery.mark)}) empty_field_as_null = false)\nforce = true`,
              ],
            })),
          ),
        ],
      ),
    },
  ];
};

const bigquery: LandingClient = (delivery) => [
  {
    name: 'land.sh',
    text: `${[
      '#!/bin/sh',
      `# ${delivery.title}`,
      `# ${ABOUT}`,
      'set -eu',
      `bq query --use_legacy_sql=false --format=none < ${delivery.folder}/take_out.sql`,
      ...delivery.files.map(
        ({ table: { database, schema, name }, name: file }) =>
          `bq load --source_format=CSV --skip_leading_rows=1 --allow_quoted_newlines --null_marker=${shellText(delivery.mark)} ${shellText(`${database === undefined ? '' : `${database}:`}${schema}.${name}`)} ${delivery.folder}/${file}`,
      ),
    ].join('\n')}\n`,
  },
  {
    name: 'take_out.sql',
    text: script(
      delivery.title,
      ['Takes out what the delivery has landed before.'],
      delivery.files.flatMap(({ takeOut }) => takeOut),
    ),
  },
];

const databricks: LandingClient = (delivery, p) => [
  {
    name: 'land.sql',
    text: sqlScript(
      delivery,
      ['run_all.sh puts the place of the folder landing in: a path that Spark reads, on Databricks one in a volume.'],
      delivery.files.flatMap((file) =>
        [
          `create or replace temporary view landed_file (\n${file.columns.map(({ name }) => `  ${p.name(name)} string`).join(',\n')}\n)\nusing csv options (\n  path '\${landing}${delivery.folder.slice('landing'.length)}/${file.name}',\n  header 'true', multiLine 'true', escape '"', nullValue ${p.string(delivery.mark)}, mode 'FAILFAST'\n)`,
          ...file.takeOut,
          `insert into ${p.table(file.table)} (${columnList(file, p)})\nselect\n${file.columns.map(({ name, type }) => `  cast(${p.name(name)} as ${p.type(type)})`).join(',\n')}\nfrom landed_file`,
        ].map((statement) => ({ statements: [statement] })),
      ),
    ),
  },
];

export const LANDING_CLIENTS: Readonly<Record<Platform, LandingClient>> = { duckdb, snowflake, bigquery, redshift, postgres, databricks };
