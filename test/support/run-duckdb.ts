import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Step {
  readonly sql: string;
  readonly rows?: boolean;
}

/** Runs statements on the engine the browser ships, in a process of its own. @returns the rows of each step that asks for them, as text. */
export function runDuckdb(steps: readonly Step[]): readonly (readonly (readonly (string | null)[])[])[] {
  const script = fileURLToPath(new URL('run-duckdb.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [script], { input: JSON.stringify(steps), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: 50_000 });
  const parsed = JSON.parse(output) as { results?: (string | null)[][][]; error?: string; sql?: string };
  if (parsed.error !== undefined) throw new Error(`${parsed.error}\n${parsed.sql ?? ''}`);
  return parsed.results ?? [];
}
