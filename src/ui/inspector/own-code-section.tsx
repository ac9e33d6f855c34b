import { useState } from 'react';
import type { ModelObject } from '../../core/model/types.ts';
import { Tabs } from '../kit/tabs.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { Section } from './section.tsx';
import { useUpdate } from './use-update.ts';

type Kind = 'ddl' | 'sql' | 'dbt' | 'sqlmesh';

const KINDS: readonly { readonly id: Kind; readonly label: string; readonly place: string; readonly example: string }[] = [
  { id: 'ddl', label: 'DDL', place: 'After the statements that create the table, e.g. grants.', example: 'grant select on mart.dim_customer to reporting;' },
  { id: 'sql', label: 'Load SQL', place: 'After the statements that load the table.', example: 'analyze mart.dim_customer;' },
  { id: 'dbt', label: 'dbt', place: "Between a dbt model's configuration and its query.", example: "{{ config(post_hook = 'analyze {{ this }}') }}" },
  { id: 'sqlmesh', label: 'SQLMesh', place: "Before a SQLMesh model's query.", example: "set timezone = 'UTC';" },
];
const linesOf = (text: string | undefined): number => (text === undefined || text === '' ? 0 : text.split('\n').length);

/** Text of the user's own that exports take over. */
export function OwnCodeSection({ object }: { readonly object: ModelObject }) {
  const update = useUpdate(object.id);
  const [kind, setKind] = useState<Kind>('ddl');
  const { code = {} } = object;
  const shown = KINDS.find(({ id }) => id === kind);
  const put = (text: string) => {
    const next = Object.fromEntries(
      Object.entries({ ...code, [kind]: text }).filter(([key, value]) => (key !== kind || text.trim() !== '' ? value !== undefined : false)),
    );
    update({ code: Object.keys(next).length > 0 ? next : null });
  };
  return (
    <Section title="Own code" count={KINDS.filter(({ id }) => linesOf(code[id]) > 0).length} folded>
      <Tabs label="Kind of export" tabs={KINDS.map(({ id, label }) => ({ id, label, badge: linesOf(code[id]) }))} value={kind} onChange={setKind} />
      <TextArea
        key={kind}
        mono
        rows={4}
        aria-label={`Own code in ${shown?.label ?? kind}`}
        placeholder={shown?.example}
        value={code[kind] ?? ''}
        onCommit={put}
      />
      <p className="or-hint">{shown?.place} It stands between the marks of own code, unchanged.</p>
    </Section>
  );
}
