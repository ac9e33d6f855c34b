import type { Column, ModelObject } from './types.ts';

export type FedObject = Extract<ModelObject, { kind: 'hub' | 'link' | 'satellite' | 'dimension' | 'fact' }>;

/** Objects that are filled by mappings. The document is open to unknown keys, so asking for `feeds` would not tell. */
export const isFed = (object: ModelObject): object is FedObject => object.kind !== 'source' && object.kind !== 'staging' && object.kind !== 'date_dimension';

/** The columns the document lists; none for a date dimension, whose columns are made from the calendar. */
export const columnsOf = (object: ModelObject): readonly Column[] => (object.kind === 'date_dimension' ? [] : object.columns);
