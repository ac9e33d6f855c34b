import type { Id, ModelObject } from '../model/types.ts';

export type ProposalKind = 'vault' | 'star';
export const PROPOSAL_KINDS: readonly ProposalKind[] = ['vault', 'star'];

export type VaultRole = 'hub' | 'reference' | 'link' | 'multi_active' | 'non_historised' | 'none';
export type StarRole = 'dimension' | 'transaction' | 'periodic_snapshot' | 'accumulating_snapshot' | 'factless' | 'none';

/** What a source's rows may be taken for instead. */
export interface Variant {
  readonly source: Id;
  readonly of: ProposalKind;
  readonly value: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** What a user decided otherwise than was proposed. */
export interface Choices {
  /** Proposal key → name of its object. */
  readonly names?: Readonly<Record<string, string>>;
  /** Source → columns of its key. */
  readonly keys?: Readonly<Record<Id, readonly Id[]>>;
  /** Source → what its rows are taken for. */
  readonly vault?: Readonly<Record<Id, string>>;
  readonly star?: Readonly<Record<Id, string>>;
  /** Proposal key → ids of columns that are left out. */
  readonly without?: Readonly<Record<string, readonly Id[]>>;
}

export type Confidence = 'high' | 'medium' | 'low';

export interface ProposedObject {
  /** The same for the same thing, however often it is proposed: what is refused is remembered by it. */
  readonly key: string;
  readonly object: ModelObject;
  /** The model has the object; it gets another feed. */
  readonly updates: boolean;
  readonly confidence: Confidence;
  /** Why, with figures. */
  readonly reasons: readonly string[];
  /** What could not be looked at. */
  readonly missing: readonly string[];
  /** Keys of proposed objects that it cannot be without. */
  readonly needs: readonly string[];
  readonly variant?: Variant | undefined;
  /** The source whose key it is about, and the keys it may have instead. */
  readonly keyOf?: { readonly source: Id; readonly columns: readonly Id[]; readonly others: readonly (readonly Id[])[] } | undefined;
}

/** What goes with the accepted objects into the sources themselves. */
export interface SourcePatch {
  readonly id: Id;
  readonly key?: readonly Id[];
  readonly delivery?: 'full' | 'delta';
}

export interface Proposal {
  readonly kind: ProposalKind;
  /** In the order in which they build on each other. */
  readonly objects: readonly ProposedObject[];
  /** What was refused before, and is not among the objects. */
  readonly refused: readonly Refused[];
  readonly sources: readonly SourcePatch[];
  /** What is not proposed, and why. */
  readonly notes: readonly string[];
}

export interface Refused {
  readonly kind: ProposalKind;
  readonly key: string;
  readonly name: string;
}

export const confidenceOf = (score: number): Confidence => (score >= 0.75 ? 'high' : score >= 0.5 ? 'medium' : 'low');
