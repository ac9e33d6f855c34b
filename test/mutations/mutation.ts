/** A rule of the literature, and an edit of a pattern that breaks it without breaking the program. */
export interface Mutation {
  /** What must hold, in words. */
  readonly rule: string;
  /** What the edit does to it, in words. */
  readonly broken: string;
  /** The file that is edited, from the root of the repository. */
  readonly file: string;
  /** Text that occurs once in the file, and what takes its place. */
  readonly find: string;
  readonly replace: string;
  /** Test files of which one must fail. */
  readonly test: readonly string[];
}

/** Mutations of one part of the methods, as the list of rules and tests shows them. */
export interface MutationGroup {
  readonly title: string;
  readonly mutations: readonly Mutation[];
}
