import { EngineError } from '../core/engine-port.ts';

interface Told {
  readonly exception_message?: unknown;
  readonly position?: unknown;
}

function told(message: string): Told | undefined {
  const start = message.indexOf('{');
  if (start < 0) return undefined;
  try {
    const parsed: unknown = JSON.parse(message.slice(start));
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** DuckDB counts bytes of UTF-8; everyone else here counts UTF-16 code units. */
const inCodeUnits = (statement: string, bytes: number): number => new TextDecoder().decode(new TextEncoder().encode(statement).subarray(0, bytes)).length;

/** DuckDB's JSON error as an {@link EngineError} with its statement and, where told, its position. */
export function engineError(error: unknown, statement: string): EngineError {
  if (error instanceof EngineError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const detail = told(message);
  const position = Number(detail?.position);
  return new EngineError({
    message: typeof detail?.exception_message === 'string' ? detail.exception_message : message,
    statement,
    ...(detail?.position !== undefined && Number.isInteger(position) ? { position: inCodeUnits(statement, position) } : {}),
  });
}

/** The same error about `statement`, which the engine got with `before` code units in front of it. */
export function movedBack(error: unknown, statement: string, before: number): unknown {
  if (!(error instanceof EngineError)) return error;
  const { message, position } = error.detail;
  const inside = position !== undefined && position >= before && position - before <= statement.length;
  return new EngineError({ message, statement, ...(inside ? { position: position - before } : {}) });
}

/** What a browser says when the engine's own code broke off: whatever it held may be in pieces. */
const BROKEN = /memory access out of bounds|index is out of bounds|function signature mismatch|unreachable|indirect call|null function|Aborted\(/i;

/** Whether an error means that the engine can no longer be trusted. */
export const isBroken = (error: unknown): boolean => error instanceof Error && !(error instanceof EngineError) && BROKEN.test(error.message);
