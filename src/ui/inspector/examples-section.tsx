import { Plus } from 'lucide-react';
import type { Example, Id, ModelObject } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { useStudio } from '../use-studio.ts';
import { EntryList } from './entry-list.tsx';
import { rowsOf, sheetOf } from './example-text.ts';
import { freeEntryId } from './free-entry-id.ts';
import { Section } from './section.tsx';
import { useUpdate } from './use-update.ts';

const NO_READS: readonly Id[] = [];

function ExampleFields({
  example,
  reads,
  onChange,
}: {
  readonly example: Example;
  readonly reads: readonly Id[];
  readonly onChange: (example: Example) => void;
}) {
  const objects = useStudio((state) => state.project.objects);
  const given = (from: Id) => example.given.filter((one) => one.from === from).flatMap(({ rows }) => rows);
  const putGiven = (from: Id, sheet: string) => {
    const rows = rowsOf(sheet);
    const others = example.given.filter((one) => one.from !== from);
    onChange({ ...example, given: rows.length === 0 ? others : [...others, { from, rows }] });
  };
  // What is given of an object that is not read any more is shown too, so that it can be taken out.
  const inputs = [...new Set([...reads, ...example.given.map(({ from }) => from)])];
  return (
    <>
      <CommitField label="Name" value={example.name} onCommit={(name) => onChange({ ...example, name: name.trim() === '' ? example.name : name.trim() })} />
      {inputs.map((from) => (
        <TextArea
          key={from}
          mono
          rows={3}
          label={`Rows of ${objects[from]?.name ?? from}`}
          placeholder={'column\tcolumn\nvalue\tvalue'}
          value={sheetOf(given(from))}
          onCommit={(sheet) => putGiven(from, sheet)}
        />
      ))}
      <TextArea
        mono
        rows={3}
        label="Rows that come out"
        placeholder={'column\tcolumn\nvalue\tvalue'}
        value={sheetOf(example.expect)}
        onCommit={(sheet) => onChange({ ...example, expect: rowsOf(sheet) })}
      />
    </>
  );
}

/** Rules shown by rows: what comes out when these rows come in. They are tried with the checks after each run, and go along as unit tests. */
export function ExamplesSection({ object }: { readonly object: ModelObject }) {
  const update = useUpdate(object.id);
  const reads = useStudio((state) => state.plan.byId.get(object.id)?.dependsOn ?? NO_READS);
  const examples = object.examples ?? [];
  if (object.kind === 'source') return null;
  const put = (next: readonly Example[]) => update({ examples: next.length > 0 ? next : null });
  return (
    <Section title="Examples" count={examples.length} folded>
      <EntryList
        entries={examples}
        keyOf={({ id }) => id}
        nameOf={({ name }) => name}
        onChange={put}
        empty="Rows that come in and rows that come out, a sheet each: names of columns, then a line per row. Empty is NULL. They are tried after each run."
        details={(example) => (
          <ExampleFields example={example} reads={reads} onChange={(changed) => put(examples.map((one) => (one.id === changed.id ? changed : one)))} />
        )}
      />
      <Button
        onClick={() => {
          const id = freeEntryId(examples, 'example');
          put([...examples, { id, name: `Example ${examples.length + 1}`, given: [], expect: [] }]);
        }}
      >
        <Plus size={13} /> Add example
      </Button>
    </Section>
  );
}
