import { useCallback } from 'react';
import type { Column, Term } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { listFromText } from '../inspector/column-tests.ts';
import { useActions } from '../use-studio.ts';
import { TiedColumns } from './tied-columns.tsx';

const orNone = <K extends keyof Term>(key: K, text: string): Partial<Term> => (text.trim() === '' ? {} : ({ [key]: text.trim() } as Partial<Term>));

/** A term of the glossary: what it means, and the columns that hold it. */
export function TermForm({ term, onRemoved }: { readonly term: Term; readonly onRemoved: () => void }) {
  const { dispatch } = useActions();
  const put = (key: keyof Term, value: Partial<Term>) => {
    const { [key]: _before, ...rest } = term;
    dispatch('term.put', { term: { ...rest, ...value } });
  };
  const holds = useCallback((column: Column) => column.term === term.id, [term.id]);
  return (
    <div className="or-glossary-form">
      <CommitField label="Term" value={term.name} onCommit={(name) => dispatch('term.put', { term: { ...term, name: name.trim() } })} />
      <TextArea
        label="Definition"
        placeholder="What it means to the business. Columns without a description of their own are described so, here and in every export."
        value={term.definition ?? ''}
        onCommit={(text) => put('definition', orNone('definition', text))}
      />
      <div className="or-inspector-pair">
        <CommitField
          label="Synonyms"
          placeholder="a, b, c"
          value={(term.synonyms ?? []).join(', ')}
          onCommit={(text) => {
            const synonyms = [...listFromText(text)];
            put('synonyms', synonyms.length > 0 ? { synonyms } : {});
          }}
        />
        <CommitField label="Owner" placeholder="team or person" value={term.owner ?? ''} onCommit={(text) => put('owner', orNone('owner', text))} />
      </div>
      <TiedColumns
        holds={holds}
        onAdd={(columns) => dispatch('term.assign', { columns, term: term.id })}
        onRemove={(column) => dispatch('term.assign', { columns: [column], term: null })}
      />
      <Button
        tone="danger"
        onClick={() => {
          if (dispatch('term.remove', { id: term.id })) onRemoved();
        }}
      >
        Remove the term
      </Button>
    </div>
  );
}
