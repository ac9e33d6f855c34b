import type { Engine } from '../../core/engine-port.ts';

/** One way to call a function. */
export interface Signature {
  readonly parameters: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string | undefined;
}

export interface EngineFunction {
  readonly name: string;
  readonly kind: 'scalar' | 'aggregate' | 'table' | 'macro';
  readonly signatures: readonly Signature[];
  readonly description: string | undefined;
  readonly example: string | undefined;
}

/** What the engine's own SQL is made of. */
export interface EngineWords {
  readonly functions: readonly EngineFunction[];
  readonly keywords: readonly string[];
  /** Keywords that a column or a table can be called only in quotes. */
  readonly reserved: ReadonlySet<string>;
}

const SEPARATOR = '\u001f';
const list = (text: string | null | undefined): readonly string[] => (text === null || text === undefined || text === '' ? [] : text.split(SEPARATOR));
const joined = (column: string): string => `array_to_string(list_transform(${column}, x -> coalesce(x, '')), chr(31))`;

const FUNCTIONS = `select function_name, min(function_type), ${joined('parameters')} as names, ${joined('parameter_types')} as types, any_value(return_type), any_value(description), any_value(examples[1])
from duckdb_functions() where regexp_matches(function_name, '^[a-z][a-z0-9_]*$') and function_type <> 'pragma' and schema_name in ('main', 'pg_catalog') and database_name in ('system', 'temp')
group by function_name, names, types order by function_name, len(names), types`;

function kindOf(type: string): EngineFunction['kind'] {
  if (type.startsWith('table')) return 'table';
  if (type === 'aggregate') return 'aggregate';
  return type === 'macro' ? 'macro' : 'scalar';
}

/** The functions and keywords of this build of the engine, as it tells them itself. */
export async function engineWords(engine: Engine): Promise<EngineWords> {
  const [functions, keywords] = await Promise.all([
    engine.query(FUNCTIONS, { limit: 20_000 }),
    engine.query("select keyword_name, keyword_category in ('reserved', 'type_function') from duckdb_keywords() order by 1", { limit: 2000 }),
  ]);
  const byName = new Map<string, EngineFunction & { readonly signatures: Signature[] }>();
  for (const [name, type, names, types, returns, description, example] of functions.rows) {
    if (name === null || name === undefined) continue;
    const typed = list(types);
    const parameters = list(names).map((parameter, index) => ({ name: parameter, type: typed[index] ?? '' }));
    const known = byName.get(name) ?? {
      name,
      kind: kindOf(type ?? ''),
      signatures: [],
      description: description ?? undefined,
      example: example ?? undefined,
    };
    known.signatures.push({ parameters, returns: returns ?? undefined });
    byName.set(name, known);
  }
  return {
    functions: [...byName.values()],
    keywords: keywords.rows.map(([word]) => word ?? ''),
    reserved: new Set(keywords.rows.flatMap(([word, isReserved]) => (word && isReserved === 'true' ? [word] : []))),
  };
}
