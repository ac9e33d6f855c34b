import { useMemo, useState } from 'react';
import { free, slug } from '../../core/commands/free-name.ts';
import { columnsWith } from '../../core/model/meanings.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { DomainForm } from './domain-form.tsx';
import { EntryList } from './entry-list.tsx';
import { TermForm } from './term-form.tsx';
import './glossary.css';
import '../inspector/inspector.css';

type Part = 'terms' | 'domains';

/** What words mean, and what columns have in common: terms and domains, each with its columns. */
export function GlossaryView() {
  const { dispatch } = useActions();
  const objects = useStudio((state) => state.project.objects);
  const terms = useStudio((state) => state.project.settings.glossary) ?? [];
  const domains = useStudio((state) => state.project.settings.domains) ?? [];
  const [part, setPart] = useState<Part>('terms');
  const [chosen, setChosen] = useState<Readonly<Record<Part, string | undefined>>>({ terms: undefined, domains: undefined });
  const counts = useMemo(() => {
    const found = new Map<string, number>();
    for (const { column } of columnsWith(objects, ({ term, domain }) => term !== undefined || domain !== undefined))
      for (const key of [`terms ${column.term ?? ''}`, `domains ${column.domain ?? ''}`]) found.set(key, (found.get(key) ?? 0) + 1);
    return found;
  }, [objects]);
  const choose = (id: string | undefined) => setChosen({ ...chosen, [part]: id });
  const term = terms.find(({ id }) => id === chosen.terms);
  const domain = domains.find(({ id }) => id === chosen.domains);
  const add = (name: string) => {
    const list = part === 'terms' ? terms : domains;
    const id = free(slug(name), (wish) => list.some((other) => other.id === wish));
    const made = part === 'terms' ? dispatch('term.put', { term: { id, name } }) : dispatch('domain.put', { domain: { id, name, type: 'text' } });
    if (made) choose(id);
  };
  const entries =
    part === 'terms'
      ? terms.map(({ id, name, definition, synonyms }) => ({
          id,
          name,
          words: `${definition ?? ''} ${(synonyms ?? []).join(' ')}`,
          columns: counts.get(`terms ${id}`) ?? 0,
        }))
      : domains.map(({ id, name, type, description }) => ({ id, name, words: `${type} ${description ?? ''}`, columns: counts.get(`domains ${id}`) ?? 0 }));
  return (
    <div className="or-glossary">
      <Tabs
        label="Glossary"
        value={part}
        onChange={setPart}
        tabs={[
          { id: 'terms', label: `Terms ${terms.length}` },
          { id: 'domains', label: `Domains ${domains.length}` },
        ]}
      />
      <div className="or-glossary-body" role="tabpanel" aria-label={part === 'terms' ? 'Terms' : 'Domains'}>
        <EntryList key={part} one={part === 'terms' ? 'term' : 'domain'} entries={entries} value={chosen[part]} onChange={choose} onAdd={add} />
        {part === 'terms' && term ? <TermForm key={term.id} term={term} onRemoved={() => choose(undefined)} /> : null}
        {part === 'domains' && domain ? <DomainForm key={domain.id} domain={domain} onRemoved={() => choose(undefined)} /> : null}
        {(part === 'terms' ? term : domain) ? null : part === 'terms' ? (
          <EmptyState title={terms.length === 0 ? 'No terms yet' : 'Choose a term'}>
            A term says what a word means to the business. Tie columns to it: those without a description of their own are described with it in every export.
          </EmptyState>
        ) : (
          <EmptyState title={domains.length === 0 ? 'No domains yet' : 'Choose a domain'}>
            A domain is a column’s definition that many share: type, classification, tests, what stands in the place of NULL. Change it once, and its columns
            follow.
          </EmptyState>
        )}
      </div>
    </div>
  );
}
