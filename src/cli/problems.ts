import type { Diagnostic } from '../core/model/diagnostic.ts';

/** What the process should print and end with: 0 all well, 1 the project or its run has problems, 2 the command line is wrong. */
export interface Outcome {
  readonly code: 0 | 1 | 2;
  readonly out: string;
}

export const problemLine = ({ severity, code, message, at }: Diagnostic): string => {
  const place = [at.object, at.file === undefined ? undefined : `${at.file}${at.line === undefined ? '' : `:${at.line}`}`].filter((part) => part !== undefined);
  return `${severity}: ${message} [${[code, ...place].join(', ')}]`;
};

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some((diagnostic) => diagnostic.severity === 'error');

export const lines = (...texts: readonly string[]): string => texts.map((text) => `${text}\n`).join('');
