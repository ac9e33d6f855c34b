/** Where in the document a diagnostic points: an object, one of its columns, a file position. */
export interface DiagnosticPlace {
  readonly object?: string;
  readonly column?: string;
  readonly file?: string;
  /** One-based. */
  readonly line?: number;
  /** One-based. */
  readonly character?: number;
}

/** A user's mistake or a limit met, as data: shown in Problems, on the canvas and by the command line. */
export interface Diagnostic {
  /** Stable, kebab-case, e.g. `dangling-reference`. */
  readonly code: string;
  readonly severity: 'error' | 'warning' | 'info';
  /** What happened, where, and what to do, in plain words. */
  readonly message: string;
  readonly at: DiagnosticPlace;
}
