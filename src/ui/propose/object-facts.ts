import { columnsOf } from '../../core/model/lookup.ts';
import type { Id, ModelObject } from '../../core/model/types.ts';

export interface ObjectFact {
  readonly term: string;
  readonly text: string;
}

const said = (term: string, texts: readonly string[]): readonly ObjectFact[] => (texts.length > 0 ? [{ term, text: texts.join(', ') }] : []);
const words = (text: string): string => text.replaceAll('_', ' ');

/** What an object is, in a few lines. @param nameOf the name of another proposed object; its id stands for one that is there. */
export function factsOf(object: ModelObject, nameOf: (id: Id) => string | undefined): readonly ObjectFact[] {
  const name = (id: Id): string => nameOf(id) ?? id;
  const names = (list: readonly { readonly name: string }[]): readonly string[] => list.map((column) => column.name);
  switch (object.kind) {
    case 'staging':
      return said(
        'columns',
        object.columns.map(
          (column) =>
            `${column.name} ${column.type}${column.expression === undefined ? '' : ' (read from text)'}${column.clean ? ` (${column.clean.map(words).join(', ')})` : ''}`,
        ),
      );
    case 'hub':
      return [
        ...said('business key', names(object.columns)),
        ...said(
          'fed by',
          object.feeds.map((feed) => `${name(feed.from)}.${Object.values(feed.map).join('+')}`),
        ),
      ];
    case 'link':
      return [
        ...said(
          'joins',
          object.hubs.map(({ hub, role }) => `${name(hub)}${role === undefined ? '' : ` as ${role}`}`),
        ),
        ...said('dependent key', names(object.columns.filter(({ use }) => use === 'dependent_key'))),
        ...said('payload', names(object.columns.filter(({ use }) => use !== 'dependent_key'))),
      ];
    case 'satellite':
      return [
        { term: 'describes', text: name(object.parent) },
        ...said('several at once by', names(object.columns.filter(({ use }) => use === 'multi_active_key'))),
        ...said('columns', names(object.columns.filter(({ use }) => use !== 'multi_active_key'))),
      ];
    case 'dimension':
      return [
        ...said('natural key', names(object.columns.filter(({ use }) => use === 'natural_key'))),
        ...said('kept by time', names(object.columns.filter(({ history }) => history === 2))),
        ...said('overwritten', names(object.columns.filter(({ use, history }) => use === 'attribute' && history !== 2))),
        ...said(
          'levels',
          (object.levels ?? []).map((id) => object.columns.find((column) => column.id === id)?.name ?? id),
        ),
      ];
    case 'date_dimension':
      return [{ term: 'days', text: `${object.first} to ${object.last}` }];
    case 'hierarchy':
      return [{ term: 'of', text: name(object.dimension) }];
    case 'fact':
      return [
        { term: 'kind', text: words(object.fact_type) },
        { term: 'grain', text: object.grain.sentence ?? '' },
        ...said(
          'by',
          object.dimensions.map(({ dimension, role }) => `${name(dimension)}${role === undefined ? '' : ` as ${role}`}`),
        ),
        ...said(
          'measures',
          object.columns
            .filter(({ use }) => use === 'measure')
            .map((column) => `${column.name}${column.additivity === 'additive' ? '' : ` (${words(column.additivity ?? '')})`}`),
        ),
        ...said('in the fact itself', names(object.columns.filter(({ use }) => use === 'degenerate'))),
      ];
    case 'intermediate':
      return [
        ...said(
          'joins',
          object.inputs.map((input) => name(input.from)),
        ),
        ...said('columns', names(object.columns)),
      ];
    default:
      return said('columns', names(columnsOf(object)));
  }
}
