import { departures, type DomainField } from '../../core/model/meanings.ts';
import type { Column, ModelObject } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { useActions, useStudio } from '../use-studio.ts';

const FIELDS: Readonly<Record<DomainField, string>> = { type: 'type', nullable: 'NULL', default: 'default', classification: 'classification', tests: 'tests' };

/** The domain and the term of a column, where the project has any, and in what the column departs from its domain. */
export function Meaning({ object, column }: { readonly object: ModelObject; readonly column: Column }) {
  const { dispatch } = useActions();
  const domains = useStudio((state) => state.project.settings.domains) ?? [];
  const glossary = useStudio((state) => state.project.settings.glossary) ?? [];
  const columns = [{ object: object.id, column: column.id }];
  const domain = domains.find(({ id }) => id === column.domain);
  const term = glossary.find(({ id }) => id === column.term);
  const apart = domain ? departures(column, domain, object.kind) : [];
  if (domains.length === 0 && glossary.length === 0) return null;
  return (
    <>
      <div className="or-inspector-pair">
        {domains.length === 0 ? null : (
          <Select
            label="Domain"
            searchable
            clearable
            placeholder="none"
            value={column.domain ?? null}
            options={domains.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => dispatch('domain.assign', { columns, domain: next })}
          />
        )}
        {glossary.length === 0 ? null : (
          <Select
            label="Term"
            searchable
            clearable
            placeholder="none"
            value={column.term ?? null}
            options={glossary.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(next) => dispatch('term.assign', { columns, term: next })}
          />
        )}
      </div>
      {domain && apart.length > 0 ? (
        <div className="or-inspector-note">
          Departs from {domain.name} in {apart.map((field) => FIELDS[field]).join(', ')}.{' '}
          <Button onClick={() => dispatch('domain.assign', { columns, domain: domain.id })}>Make it conform</Button>
        </div>
      ) : null}
      {term?.definition !== undefined && column.description === undefined ? <div className="or-inspector-note or-soft">{term.definition}</div> : null}
    </>
  );
}
