import * as z from 'zod';
import { expect, it } from 'vitest';
import { ModelObject, Settings } from '../src/core/model/schema.ts';
import { MODELS } from '../interop/models.ts';

type Node = {
  readonly properties?: Readonly<Record<string, Node>>;
  readonly additionalProperties?: Node | boolean;
  readonly items?: Node;
  readonly anyOf?: readonly Node[];
  readonly oneOf?: readonly Node[];
  readonly enum?: readonly (string | number)[];
  readonly const?: string | number;
};
type Note = (path: string) => void;

/** Every option and every word that the schema knows below a path, e.g. `fact.corrections=replace`. */
function known(node: Node, path: string, note: Note): void {
  for (const word of [...(node.enum ?? []), ...(node.const === undefined ? [] : [node.const])]) note(`${path}=${word}`);
  for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) known(one, path, note);
  for (const [name, below] of Object.entries(node.properties ?? {})) {
    note(`${path}.${name}`);
    known(below, `${path}.${name}`, note);
  }
  if (node.items) known(node.items, path, note);
  if (typeof node.additionalProperties === 'object') known(node.additionalProperties, path, note);
}

/** The same paths of what a document has. */
function used(node: Node, value: unknown, path: string, note: Note): void {
  for (const one of [...(node.anyOf ?? []), ...(node.oneOf ?? [])]) used(one, value, path, note);
  if (typeof value === 'string' || typeof value === 'number') note(`${path}=${value}`);
  if (Array.isArray(value) && node.items) for (const item of value) used(node.items, item, path, note);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  for (const [name, inside] of Object.entries(value)) {
    const below = node.properties?.[name];
    if (below && inside !== undefined) {
      note(`${path}.${name}`);
      used(below, inside, `${path}.${name}`, note);
    } else if (typeof node.additionalProperties === 'object') used(node.additionalProperties, inside, path, note);
  }
}

/** What every kind of object has, and every column, is looked for in one of them. */
const shared = (path: string): string =>
  path
    .replace(/^\w+\.(id|name|technical|description|owner|tags|physical|group|access|freshness|examples|code|cron|on_schema_change)\b/, 'object.$1')
    .replace(/^\w+\.columns\.(nullable|description|classification|tags|tests|domain|term)\b/, 'column.$1');

/** What no model of the suite uses, and why that is no loss. Whatever begins with it is meant. */
const LEFT_OUT: readonly (readonly [pattern: RegExp, reason: string])[] = [
  [/^settings\.platform=/, 'the models are for all platforms; the suite asks for each by itself'],
  [
    /^settings\.hash\./,
    'the rules of hashing are run case by case: hash texts on DuckDB, PostgreSQL and Spark, vectors of other tools in the acceptance cases',
  ],
  [/^settings\.(environments|exposures|exports|groups\.owner)/, 'they change what stands around the tables, and are judged where it is made'],
  [/^object\.(technical\.|code\.|access=|freshness\.)/, 'names, text and limits that are taken over as they are'],
  [/^staging\.snapshot\.deletes=(ignore|mark)$/, "words of dbt's own, which hands them to its snapshots"],
  [/^(settings\.(naming|domains|glossary)|column\.(domain|term)$)/, 'they leave names, types, tests and descriptions in the document, which are used'],
  [/=fail$/, 'a load that fails has no rows to compare'],
  [
    /^source\.(columns\.(source_type|source_default|generated_by|source_comment|identity|taken_from)|unique_keys|foreign_keys|checks|layout|options|view_of|origin)/,
    'what the system says of its table: it is shown and compared, and no load reads it',
  ],
  [/^source\.loader\./, 'who brings the rows changes which columns say when; the runs of delivered files have each'],
  [/^(source\.landing=append|source\.drift=warn|staging\.materialization=view|intermediate\.materialization=view)$/, 'what holds when nothing is said'],
  [/^staging\.(load_date|record_source|bad_values=null)/, 'another column says the same of a row'],
  [
    /(collision_code|hash_key|hub_keys|use=key_part|use=carried|hub\.columns\.use.*)$/,
    'hashes and keys that another tool made: the acceptance cases of other people bring them',
  ],
  [
    /^(dimension|group_bridge|fact)\.through/,
    'staging is what holds when nothing is said; a group bridge through the vault is proven against one from staging',
  ],
  [/^dimension\.(first_version=first_seen|feeds\.ends_at)$/, 'what holds when nothing is said, and a column that is only checked'],
  [/^date_dimension\.roles\.name$/, 'a name, as of any dimension'],
  [/^time_dimension\.every=second$/, '86,400 rows of the same query'],
  [/^fact\.feeds\.units$/, 'it changes nothing in the rows: a rule warns of it'],
  [
    /^settings\.(vault\.(missing_keys=zero_key|system_record_source|same_load_date=all|load_end_date=)|bad_values=null|rejects=none)/,
    'the objects of the suite say so themselves, or their own tests do',
  ],
];

const KINDS = (z.toJSONSchema(ModelObject, { io: 'input', reused: 'inline' }) as Node).oneOf ?? [];
const SETTINGS = z.toJSONSchema(Settings, { io: 'input', reused: 'inline' }) as Node;
const kindOf = (node: Node): string => String(node.properties?.['kind']?.const);

it('has every kind, option and word of the schema in some model of the interop suite', () => {
  const [wanted, found] = [new Set<string>(), new Set<string>()];
  for (const node of KINDS) known(node, kindOf(node), (path) => wanted.add(shared(path)));
  known(SETTINGS, 'settings', (path) => wanted.add(shared(path)));
  for (const { project } of MODELS) {
    const { objects, settings } = project('duckdb');
    used(SETTINGS, settings, 'settings', (path) => found.add(shared(path)));
    for (const object of Object.values(objects)) {
      const node = KINDS.find((one) => kindOf(one) === object.kind);
      if (node) used(node, object, object.kind, (path) => found.add(shared(path)));
    }
  }
  const missing = [...wanted].filter((path) => !found.has(path));
  expect(missing.filter((path) => !LEFT_OUT.some(([pattern]) => pattern.test(path)))).toEqual([]);
  expect(LEFT_OUT.filter(([pattern]) => !missing.some((path) => pattern.test(path)))).toEqual([]);
});
