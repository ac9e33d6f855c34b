import { Plus, Trash2 } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Example, ModelObject } from '../../core/model/types.ts';
import type { Relation } from '../../core/plan/types.ts';
import { references } from '../../core/sql/walk.ts';
import { CommitField } from '../kit/commit-field.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { blankRow } from './example-cells.ts';
import { ExampleResult } from './example-result.tsx';
import { ExampleTable } from './example-table.tsx';
import { focusAfterRemoval } from './focus-after-removal.ts';
import { freeEntryId } from './free-entry-id.ts';
import { Section } from './section.tsx';
import { useUpdate } from './use-update.ts';

const own = ({ columns }: Relation) => columns.filter(({ column }) => column !== undefined);

function newExample(examples: readonly Example[], relation: Relation, reads: readonly Relation[]): Example {
  const id = freeEntryId(examples, `example_${examples.length + 1}`);
  return {
    id,
    name: `Example ${examples.length + 1}`,
    given: reads.slice(0, 1).map((read) => ({ from: read.id, rows: [blankRow([], own(read))] })),
    expect: [blankRow([], own(relation))],
  };
}

interface ExampleEntryProps {
  readonly example: Example;
  readonly relation: Relation;
  readonly reads: readonly Relation[];
  readonly onChange: (example: Example) => void;
  readonly onRemove: () => void;
}

function ExampleEntry({ example, relation, reads, onChange, onRemove }: ExampleEntryProps) {
  const objects = useStudio((state) => state.project.objects);
  const strays = example.given.filter(({ from }) => !reads.some(({ id }) => id === from));
  const give = (from: string, rows: Example['given'][number]['rows']) => {
    const isListed = example.given.some((given) => given.from === from);
    const given = isListed ? example.given.map((each) => (each.from === from ? { ...each, rows } : each)) : [...example.given, { from, rows }];
    onChange({ ...example, given });
  };
  return (
    <div className="or-entry or-example" role="group" aria-label={`Example ${example.name}`}>
      <div className="or-reference">
        <CommitField
          aria-label="Name of the example"
          value={example.name}
          style={{ flex: 1 }}
          onCommit={(text) => {
            if (text.trim() !== '') onChange({ ...example, name: text.trim() });
          }}
        />
        <IconButton
          size={22}
          label={`Remove ${example.name}`}
          icon={<Trash2 size={13} />}
          onClick={(event) => {
            focusAfterRemoval(event.currentTarget);
            onRemove();
          }}
        />
      </div>
      {reads.map((read) => (
        <ExampleTable
          key={read.id}
          title={`Given ${read.table.name}`}
          columns={read.columns}
          rows={example.given.filter(({ from }) => from === read.id).flatMap(({ rows }) => rows)}
          empty="No row of it is given."
          onChange={(rows) => give(read.id, [...rows])}
        />
      ))}
      {strays.map(({ from }) => (
        <p key={from} className="or-hint or-bad">
          {relation.table.name} does not read {objects[from]?.name ?? from} any more.{' '}
          <button type="button" className="or-link" onClick={() => onChange({ ...example, given: example.given.filter((given) => given.from !== from) })}>
            Take its rows out
          </button>
        </p>
      ))}
      <ExampleTable
        title="Expected"
        columns={relation.columns}
        rows={example.expect}
        empty="Nothing is to come out."
        onChange={(expect) => onChange({ ...example, expect: [...expect] })}
      />
      <ExampleResult relation={relation.id} example={example.id} />
    </div>
  );
}

/** Examples that changed since they were looked at are looked at again, where their object is built. */
function useTriedAgain(relation: Relation | undefined): void {
  const { runChecks } = useActions();
  const mayTry = useStudio(({ run, checks }) => run.phase !== 'running' && checks.phase !== 'never');
  const seen = useRef(relation?.examples);
  useEffect(() => {
    if (seen.current === relation?.examples) return;
    seen.current = relation?.examples;
    if (relation && mayTry) void runChecks([relation.id]);
  }, [relation, mayTry, runChecks]);
}

/** Rules shown by rows: what comes out when these come in. */
export function ExamplesSection({ object }: { readonly object: ModelObject }) {
  const update = useUpdate(object.id);
  const plan = useStudio((state) => state.plan);
  const relation = plan.byId.get(object.id);
  useTriedAgain(relation);
  const { examples = [] } = object;
  if (object.kind === 'source') return null;
  const reads = relation?.query ? [...references(relation.query).relations].flatMap((id) => plan.byId.get(id) ?? []).filter(({ id }) => id !== object.id) : [];
  const put = (next: readonly Example[]) => update({ examples: next.length > 0 ? next : null });
  return (
    <Section
      title="Examples"
      count={examples.length}
      folded={examples.length === 0}
      actions={
        relation?.query ? (
          <IconButton size={22} label="Add an example" icon={<Plus size={14} />} onClick={() => put([...examples, newExample(examples, relation, reads)])} />
        ) : null
      }
    >
      {!relation?.query ? (
        <p className="or-hint">An example needs a query to try: correct what is wrong with {object.name} first.</p>
      ) : examples.length === 0 ? (
        <p className="or-hint">A rule shown by rows: what has to come out when these come in. It is tried with the checks and exported as a unit test.</p>
      ) : (
        <>
          <p className="or-hint">An empty cell is NULL, &quot;&quot; an empty text. Rows can be pasted from a spreadsheet.</p>
          {examples.map((example, index) => (
            <ExampleEntry
              key={example.id}
              example={example}
              relation={relation}
              reads={reads}
              onChange={(next) => put(examples.map((other, at) => (at === index ? next : other)))}
              onRemove={() => put(examples.filter((_, at) => at !== index))}
            />
          ))}
        </>
      )}
    </Section>
  );
}
