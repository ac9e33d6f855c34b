import { useDeferredValue, useMemo } from 'react';
import type { Column, ModelObject, Staging } from '../../core/model/types.ts';
import { downstreamColumns, lineageOf } from '../../core/plan/lineage.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { Select } from '../kit/select.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { originText } from '../panel/column-text.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { listFromText } from './column-tests.ts';
import { CombinedFrom } from './combined-from.tsx';
import { ExpressionField } from './expression-field.tsx';
import { isMade, MadeColumn } from './made-column.tsx';
import { MeasureDetails } from './measure-details.tsx';
import { Meaning } from './meaning.tsx';
import { Section } from './section.tsx';
import { TestFields } from './test-fields.tsx';

type Update = (patch: Record<string, unknown>) => void;

const CLEANING = [
  ['trim', 'Trim blanks'],
  ['empty_as_null', 'Empty as NULL'],
  ['upper', 'Upper case'],
  ['lower', 'Lower case'],
] as const;

/** Where a staged column's values come from and how they are cleaned. */
function StagedFrom({ staging, column, update }: { readonly staging: Staging; readonly column: Staging['columns'][number]; readonly update: Update }) {
  const source = useStudio((state) => state.project.objects[staging.source]);
  const columns = source?.kind === 'source' ? source.columns : [];
  const clean = column.clean ?? [];
  const making = <MadeColumn staging={staging} source={source?.kind === 'source' ? source : undefined} column={column} update={update} />;
  if (isMade(column)) return making;
  return (
    <>
      {making}
      <Select
        label="Source column"
        mono
        searchable
        clearable
        placeholder="none: derived"
        value={column.from ?? null}
        options={columns.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(from) => update({ from })}
      />
      <ExpressionField
        label="Expression, in place of the source column"
        placeholder="quantity * unit_price"
        value={column.expression ?? ''}
        onCommit={(expression) => update({ expression })}
      />
      <CommitField
        label="In place of NULL"
        value={column.default ?? ''}
        placeholder="NULL stays"
        onCommit={(text) => update({ default: text === '' ? null : text })}
      />
      <div className="or-check-grid" role="group" aria-label="Cleaning">
        {CLEANING.map(([step, label]) => (
          <Checkbox
            key={step}
            label={label}
            checked={clean.includes(step)}
            onChange={(on) => {
              const next = CLEANING.map(([each]) => each).filter((each) => (each === step ? on : clean.includes(each)));
              update({ clean: next.length > 0 ? next : null });
            }}
          />
        ))}
      </div>
    </>
  );
}

/** Where the values come from and what a change would reach, as the plan knows it. */
function Lineage({ object, column }: { readonly object: ModelObject; readonly column: Column }) {
  // Every query of a large model is read for it: what is typed need not wait for that.
  const plan = useDeferredValue(useStudio((state) => state.plan));
  const { select } = useActions();
  const rows = useMemo(() => {
    const relation = plan.byId.get(object.id);
    const name = relation?.columns.find((candidate) => candidate.column === column.id)?.name;
    if (!relation || name === undefined) return undefined;
    return [
      ['From', lineageOf(plan, relation.id).get(name) ?? []],
      ['Reaches', downstreamColumns(plan, { relation: relation.id, column: name }).slice(0, 40)],
    ] as const;
  }, [plan, object.id, column.id]);
  if (!rows) return null;
  return (
    <dl className="or-lineage">
      {rows.map(([label, origins]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {origins.length === 0 ? (
              <span className="or-soft">
                {label === 'Reaches' ? 'nothing' : object.kind === 'source' ? 'the delivered file' : 'no column: it is made here'}
              </span>
            ) : (
              origins.map((origin) => {
                const id = plan.byId.get(origin.relation)?.columns.find((candidate) => candidate.name === origin.column)?.column;
                return (
                  <button
                    key={`${origin.relation} ${origin.column}`}
                    type="button"
                    className="or-link or-mono"
                    title={`${plan.byId.get(origin.relation)?.table.name ?? origin.relation}.${origin.column}`}
                    onClick={() => select([origin.relation], id === undefined ? undefined : { object: origin.relation, column: id })}
                  >
                    {originText(origin, plan)}
                  </button>
                );
              })
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Everything of the selected column that its row has no room for. */
export function ColumnDetails({ object, column }: { readonly object: ModelObject; readonly column: Column }) {
  const { dispatch } = useActions();
  const update: Update = (patch) => {
    dispatch('column.update', { object: object.id, column: column.id, patch });
  };
  const staged = object.kind === 'staging' ? object.columns.find(({ id }) => id === column.id) : undefined;
  const combined = object.kind === 'intermediate' ? object.columns.find(({ id }) => id === column.id) : undefined;
  const attribute = object.kind === 'dimension' ? object.columns.find(({ id }) => id === column.id) : undefined;
  const measure = object.kind === 'fact' ? object.columns.find(({ id, use }) => id === column.id && use === 'measure') : undefined;
  return (
    <Section title={`Column ${column.name}`}>
      {object.kind === 'staging' && staged ? <StagedFrom staging={object} column={staged} update={update} /> : null}
      {object.kind === 'fact' && measure ? <MeasureDetails fact={object} column={measure} update={update} /> : null}
      {object.kind === 'intermediate' && combined ? <CombinedFrom object={object} column={combined} update={update} /> : null}
      {attribute?.history === 3 ? (
        <CommitField
          label="Column with the value before"
          mono
          value={attribute.previous ?? ''}
          placeholder={`previous_${attribute.name}`}
          onCommit={(text) => update({ previous: text.trim() === '' ? null : text.trim() })}
        />
      ) : null}
      <Checkbox label="May be NULL" checked={column.nullable ?? true} onChange={(nullable) => update({ nullable: nullable ? null : false })} />
      <TextArea label="Description" value={column.description ?? ''} onCommit={(text) => update({ description: text.trim() === '' ? null : text.trim() })} />
      <div className="or-inspector-pair">
        <CommitField
          label="Classification"
          value={column.classification ?? ''}
          placeholder="e.g. personal"
          onCommit={(text) => update({ classification: text.trim() === '' ? null : text.trim() })}
        />
        <CommitField
          label="Tags"
          value={(column.tags ?? []).join(', ')}
          onCommit={(text) => {
            const tags = listFromText(text);
            update({ tags: tags.length > 0 ? tags : null });
          }}
        />
      </div>
      <Meaning object={object} column={column} />
      <TestFields name={column.name} tests={column.tests} onChange={(tests) => update({ tests: tests ?? null })} />
      <Lineage object={object} column={column} />
    </Section>
  );
}
