import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export interface Step {
  readonly sql: string;
  readonly rows?: boolean;
}

/**
 * Runs statements on the engine the browser ships, in a process of its own.
 * @param patience milliseconds after which it is given up.
 * @returns the rows of each step that asks for them, as text.
 */
export function runDuckdb(steps: readonly Step[], patience = 50_000): readonly (readonly (readonly (string | null)[])[])[] {
  const script = fileURLToPath(new URL('run-duckdb.mjs', import.meta.url));
  const output = execFileSync(process.execPath, [script], { input: JSON.stringify(steps), encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, timeout: patience });
  const parsed = JSON.parse(output) as { results?: (string | null)[][][]; error?: string; sql?: string };
  if (parsed.error !== undefined) throw new Error(`${parsed.error}\n${parsed.sql ?? ''}`);
  return parsed.results ?? [];
}
