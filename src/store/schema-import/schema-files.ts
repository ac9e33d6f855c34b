import { OBJECT_KINDS } from '../../core/model/kinds.ts';
import { isImportable } from '../../engine/files/unpack-import.ts';
import type { IncomingFile } from '../studio-types.ts';

const SCRIPT = /\.(sql|ddl|hql|psql|tab|vw|dbml)$/i;
/** What the head of a JSON file says that describes tables; others hold rows. */
const DESCRIBES = /"dbt_schema_version"|"dataContractSpecification"|"kind"\s*:\s*"DataContract"|"apiVersion"\s*:\s*"v\d/;
const OWN_OBJECT = new RegExp(`^kind: ["']?(${OBJECT_KINDS.join('|')})["']?\\s*$`, 'm');

export interface SortedFiles {
  /** Zips of a project. */
  readonly projects: readonly IncomingFile[];
  /** Scripts, dbt projects and artifacts, DBML, contracts, and zips of them. */
  readonly schemas: readonly IncomingFile[];
  /** Rows. */
  readonly data: readonly IncomingFile[];
  /** Why some are none of these, in words for the user. */
  readonly refused: readonly string[];
}

const ROWS = /\.(csv|tsv|txt|parquet|json|ndjson|jsonl|xlsx|xlsm|arrows?|feather|ipc)(\.gz)?$/i;
const latin = new TextDecoder('latin1');
const HEAD = 4096;
/** Where a zip lists its files: at its end. */
const LIST = 4_000_000;

async function kindOf(file: IncomingFile): Promise<keyof SortedFiles> {
  const name = file.name.toLowerCase();
  if (SCRIPT.test(name)) return 'schemas';
  if (name.endsWith('.zip')) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    return isZip && !latin.decode(bytes.subarray(-LIST)).includes('orrery.yaml') ? 'schemas' : 'projects';
  }
  if (/\.ya?ml$/.test(name)) {
    if (/(^|\/)orrery\.yaml$/.test(name)) return 'refused';
    return OWN_OBJECT.test(latin.decode(new Uint8Array(await file.arrayBuffer()).subarray(0, HEAD))) ? 'refused' : 'schemas';
  }
  if (!name.endsWith('.json')) return 'data';
  return DESCRIBES.test(latin.decode(new Uint8Array(await file.arrayBuffer()).subarray(0, HEAD))) ? 'schemas' : 'data';
}

/** What of a dropped folder is worth a look; the seeds of a dbt project are no deliveries. */
function worthLooking(files: readonly IncomingFile[]): readonly IncomingFile[] {
  const isDbt = files.some(({ name }) => /(^|\/)dbt_project\.ya?ml$/i.test(name));
  return files.filter(({ name }) => !name.includes('/') || isImportable(name) || (!isDbt && ROWS.test(name)));
}

/** Tells by name and first bytes what each file is for. Of dropped folders, files of other kinds are passed over. */
export async function sortFiles(all: readonly IncomingFile[]): Promise<SortedFiles> {
  const files = worthLooking(all);
  const sorted = { projects: [] as IncomingFile[], schemas: [] as IncomingFile[], data: [] as IncomingFile[], refused: [] as string[] };
  for (const file of files) {
    const kind = await kindOf(file);
    if (kind === 'refused') sorted.refused.push(`${file.name} is one file of a project: open the folder or zip that holds orrery.yaml.`);
    else sorted[kind].push(file);
  }
  return sorted;
}

const DDL = /\bcreate\s+(?:or\s+replace\s+)?(?:\w+\s+){0,3}(?:table|view)\b/gi;
const DBML = /^\s*table\s+[\w."]+\s*(?:\[.*\]\s*)?\{/gim;

/** A pasted text as a file to be imported, and how many tables it seems to define; nothing where it defines none. */
export function pastedSchema(text: string): { readonly file: File; readonly tables: number } | undefined {
  const [ddl, dbml] = [DDL, DBML].map((definition) => text.match(definition)?.length ?? 0) as [number, number];
  return ddl + dbml === 0 ? undefined : { file: new File([text], ddl > 0 ? 'pasted.sql' : 'pasted.dbml'), tables: ddl + dbml };
}
