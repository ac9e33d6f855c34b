import { useCallback, useState } from 'react';
import { columnsWith, departures } from '../../core/model/meanings.ts';
import type { Column, Domain } from '../../core/model/types.ts';
import { Follows } from '../impact/follows.tsx';
import { TestFields } from '../inspector/test-fields.tsx';
import { typeFromText } from '../inspector/paste-columns.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { TiedColumns } from './tied-columns.tsx';

/** A domain: what its columns have in common. They follow each change in what was as the domain had it. */
export function DomainForm({ domain, onRemoved }: { readonly domain: Domain; readonly onRemoved: () => void }) {
  const { dispatch } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const [typed, setTyped] = useState<string>();
  const [problem, setProblem] = useState<string>();
  const put = (patch: Readonly<Record<string, unknown>>) =>
    dispatch('domain.put', { domain: Object.fromEntries(Object.entries({ ...domain, ...patch }).filter(([, value]) => value !== undefined)) });
  const text = (value: string): string | undefined => (value.trim() === '' ? undefined : value.trim());
  const holds = useCallback((column: Column) => column.domain === domain.id, [domain.id]);
  const apart = columnsWith(objects, holds).filter(({ object, column }) => departures(column, domain, object.kind).length > 0);
  const type = typed === undefined ? undefined : typeFromText(typed);
  return (
    <div className="or-glossary-form">
      <CommitField label="Domain" value={domain.name} onCommit={(name) => put({ name: name.trim() })} />
      <TextArea
        label="Description"
        placeholder="Describes its columns that have neither words of their own nor a term."
        value={domain.description ?? ''}
        onCommit={(value) => put({ description: text(value) })}
      />
      <div className="or-inspector-pair">
        <CommitField
          label="Type"
          mono
          value={domain.type}
          error={problem}
          onDraft={setTyped}
          onCommit={(value) => {
            const next = typeFromText(value);
            setProblem(next === undefined ? `${value} is no type Orrery knows, e.g. decimal(12,2).` : undefined);
            if (next !== undefined) put({ type: next });
          }}
        />
        <CommitField
          label="Classification"
          placeholder="e.g. personal"
          value={domain.classification ?? ''}
          onCommit={(value) => put({ classification: text(value) })}
        />
      </div>
      {type === undefined ? null : <Follows type="domain.put" payload={{ domain: { ...domain, type } }} />}
      <div className="or-inspector-pair">
        <CommitField
          label="In place of NULL, where it is staged"
          placeholder="NULL stays"
          value={domain.default ?? ''}
          onCommit={(value) => put({ default: value === '' ? undefined : value })}
        />
        <Checkbox label="May be NULL" checked={domain.nullable ?? true} onChange={(nullable) => put({ nullable: nullable ? undefined : false })} />
      </div>
      <TestFields name={domain.name} tests={domain.tests} onChange={(tests) => put({ tests })} />
      <TiedColumns
        holds={holds}
        note={(object, column) => {
          const fields = departures(column, domain, object.kind);
          return fields.length === 0 ? null : <span className="or-p-warning">departs in {fields.join(', ')}</span>;
        }}
        onAdd={(columns) => dispatch('domain.assign', { columns, domain: domain.id })}
        onRemove={(column) => dispatch('domain.assign', { columns: [column], domain: null })}
      />
      <div className="or-glossary-buttons">
        {apart.length === 0 ? null : (
          <Button
            onClick={() =>
              dispatch('domain.assign', { columns: apart.map(({ object, column }) => ({ object: object.id, column: column.id })), domain: domain.id })
            }
          >
            Make {plural(apart.length, 'column')} conform
          </Button>
        )}
        <Button
          tone="danger"
          onClick={() => {
            if (dispatch('domain.remove', { id: domain.id })) onRemoved();
          }}
        >
          Remove the domain
        </Button>
      </div>
    </div>
  );
}
