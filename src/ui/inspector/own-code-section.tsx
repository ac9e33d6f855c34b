import type { ModelObject } from '../../core/model/types.ts';
import { TextArea } from '../kit/text-area.tsx';
import { Section } from './section.tsx';
import { useUpdate } from './use-update.ts';

const PLACES = [
  ['ddl', 'DDL: after the table is created', 'grant select on … to …;'],
  ['sql', 'Load SQL: after the load', 'analyze …;'],
  ['dbt', 'dbt: between configuration and query', "{{ config(post_hook='…') }}"],
  ['sqlmesh', 'SQLMesh: before the query', 'SET …;'],
] as const;

/** Text of the user's own that exports take over, so that generating again does not lose it. */
export function OwnCodeSection({ object }: { readonly object: ModelObject }) {
  const update = useUpdate(object.id);
  const code = object.code ?? {};
  const count = PLACES.filter(([place]) => code[place] !== undefined).length;
  const put = (place: (typeof PLACES)[number][0], text: string) => {
    const { [place]: _, ...rest } = code;
    const next = text.trim() === '' ? rest : { ...rest, [place]: text };
    update({ code: Object.keys(next).length > 0 ? next : null });
  };
  return (
    <Section title="Own code" count={count} folded>
      {PLACES.map(([place, label, example]) => (
        <TextArea key={place} mono rows={2} label={label} placeholder={example} value={code[place] ?? ''} onCommit={(text) => put(place, text)} />
      ))}
    </Section>
  );
}
