import type { Platform } from '../model/types.ts';
import type { Load, Plan, Relation } from '../plan/types.ts';
import { DIALECTS } from '../dialects/registry.ts';
import { CLIENTS } from './run-scripts.ts';
import type { GeneratedFile } from './types.ts';

/** What a reader should know before running the scripts there. */
const NOTES: Readonly<Record<Platform, readonly string[]>> = {
  duckdb: ['DuckDB would check foreign keys at every statement and block loads that replace rows, so none are declared.'],
  snowflake: ['Keys are declared but not enforced. Names are unquoted, so Snowflake shows them in upper case.'],
  bigquery: [
    'Keys are declared NOT ENFORCED.',
    'Each file is one script: send it whole, since its temporary table lives as long as the script. Datasets are made in the default location of the project.',
  ],
  redshift: [
    'Redshift trusts declared keys without checking them.',
    'Text without a length becomes varchar(65535): give long-lived columns a length in the model.',
  ],
  postgres: [
    'Foreign keys are checked at commit, because a load takes rows out and puts them back in one transaction.',
    'A view is replaced only where its columns stay or are added to: drop it, and what reads it, when the model took some away.',
  ],
  databricks: [
    'Keys are informational and need Unity Catalog.',
    'There are no transactions over several statements: a load that fails between the MERGE that deletes and its INSERT is mended by running it again.',
  ],
};

const RULES: Readonly<Record<string, string>> = {
  new_keys: 'adds new keys',
  changes: 'adds a row per change',
  history: 'keeps versions',
  current: 'keeps the latest state',
  period: 'works touched periods out anew',
  key: 'replaces corrected rows',
};
const ruleOf = (load: Load): string =>
  'rule' in load ? (RULES[load.rule] ?? load.rule) : { landing: 'filled by your loader', view: 'view', rebuild: 'written anew' }[load.kind];

/** Text that stays text inside a table of Markdown. */
const cell = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/[\\`*_{}[\]<>|#]/g, (mark) => `\\${mark}`);
/** A name as code, where code can hold it. */
const code = (text: string): string => (/[`|\s]/.test(text) ? cell(text) : `\`${text}\``);
const nameOf = ({ table }: Relation): string => code(`${table.schema}.${table.name}`);
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** What else the client needs to find the files of a delivery. */
const LANDING_NOTES: Readonly<Record<Platform, string>> = {
  duckdb: '',
  postgres: '',
  bigquery: '',
  snowflake: ' The files go through your own stage, below `@~/orrery`; the variable `landing` is the path of the folder.',
  redshift: ' COPY reads from S3: first `aws s3 cp --recursive landing "$LANDING"`, and give the cluster a default role that may read it.',
  databricks: ' `LANDING` says where Spark finds the folder when it is not beside the scripts: for a SQL warehouse copy it into a volume, and name that path.',
};

/** How the deliveries that came along are landed. */
const cameAlong = (platform: Platform, runAll: string | undefined): string =>
  `Each folder in \`landing\` is a delivery: a CSV per table, with every value in quotes and NULL not, and \`land.${platform === 'bigquery' ? 'sh' : 'sql'}\`, which takes out what the delivery has landed before and brings the files in.${LANDING_NOTES[platform]}${runAll === undefined ? '' : ` \`${runAll}\` creates everything, then lands and loads one delivery after the other:\n\n\`\`\`\n${CLIENTS[platform].command(runAll, true)}\n\`\`\``}`;

/** Folder and number of a file that is one of a numbered row: `ddl/0010_a.sql` gives `ddl/10`. Nothing for any other. */
function placed(path: string): readonly string[] {
  const [, folder, number] = /^([^/]+)\/(\d+)_[^/]*$/.exec(path) ?? [];
  return folder === undefined ? [] : [`${folder}/${Number(number)}`];
}

/** The guide to an export: in which order to run what, with which client, and what each file is for. */
export function packageReadme(plan: Plan, platform: Platform, files: readonly GeneratedFile[]): string {
  const client = CLIENTS[platform];
  const paths = new Set(files.map((file) => file.path));
  const has = (name: string): boolean => paths.has(`${name}.${client.extension}`);
  const command = (name: string): string => `\`\`\`\n${client.command(`${name}.${client.extension}`)}\n\`\`\``;
  const landing = plan.relations.filter((relation) => relation.load.kind === 'landing');
  const technical =
    landing[0]?.columns
      .filter((column) => column.role === 'load_date' || column.role === 'record_source' || column.role === 'sequence')
      .map((column) => code(column.name)) ?? [];
  const byPlace = new Map(files.flatMap(({ path }) => placed(path).map((place) => [place, path])));
  const fileOf = (folder: string, index: number): string => {
    const found = byPlace.get(`${folder}/${(index + 1) * 10}`);
    return found === undefined ? '' : `\`${found}\``;
  };

  const came = files.some(({ path }) => path.startsWith('landing/'));
  const steps: string[] = [];
  if (has('create_all')) steps.push(`Create schemas, tables and views. What is there already stays.\n\n${command('create_all')}`);
  if (landing.length > 0) {
    const [loadDate = '', recordSource = '', sequence = ''] = technical;
    steps.push(
      `Land a delivery in ${landing.map(nameOf).join(', ')}. Every row carries when it was delivered (${loadDate}, UTC, the same for all rows of a delivery), the system it came from (${recordSource}) and its place in the file (${sequence}). To land a delivery again, delete its rows first.`,
    );
  }
  if (has('load_all'))
    steps.push(
      `Load, after every delivery. Running it twice changes nothing; several deliveries at once give the same rows as one by one.\n\n${command('load_all')}`,
    );

  const sections = [
    `# ${cell(plan.name)} on ${DIALECTS[platform].label}`,
    'Generated from the model, the same bytes for the same model. Change the model, not these files.',
    `## Order\n\nRun from this folder.\n\n${steps.map((step, index) => `${index + 1}. ${step.replaceAll('\n', '\n   ').replaceAll(/ +$/gm, '')}`).join('\n\n')}`,
    ...(has('run_all') && !came ? [`\`run_all.${client.extension}\` does 1 and 3 in one go, for rows that have landed already.`] : []),
    ...(came ? [`## Deliveries that came along\n\n${cameAlong(platform, has('run_all') ? `run_all.${client.extension}` : undefined)}`] : []),
    ...(paths.has('dbt/dbt_project.yml')
      ? ['`dbt` is a dbt project that keeps the same tables the same way, in the place of these scripts: see `dbt/README.md`.']
      : []),
    ...(paths.has('sqlmesh/config.yaml') ? ['`sqlmesh` is a SQLMesh project that does the same: see `sqlmesh/README.md`.'] : []),
    ...(paths.has('teardown.sql') ? ['`teardown.sql` drops every table and view **with its rows**. No other script runs it.'] : []),
    `## Notes\n\n${NOTES[platform].map((note) => `- ${note}`).join('\n')}`,
    `## Tables\n\nIn the order in which they are built.\n\n${table(
      ['table', 'how it is kept', 'DDL', 'load'],
      plan.relations.map((relation, index) => [nameOf(relation), ruleOf(relation.load), fileOf('ddl', index), fileOf('load', index)]),
    )}`,
  ];
  return `${sections.join('\n\n')}\n`;
}
