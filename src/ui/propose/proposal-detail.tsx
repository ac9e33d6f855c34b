import type { ReactNode } from 'react';
import { KINDS } from '../../core/model/kinds.ts';
import type { Id, ModelObject } from '../../core/model/types.ts';
import type { ProposedObject } from '../../core/propose/proposal.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { Select } from '../kit/select.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { useStudio } from '../use-studio.ts';
import { factsOf } from './object-facts.ts';
import type { Proposals } from './use-proposals.ts';

interface ProposalDetailProps {
  readonly proposals: Proposals;
  readonly shown: ProposedObject;
  readonly reading: boolean;
  /** It is accepted or refused. */
  readonly onLeave: () => void;
}

/** Columns that may be left out: none that names a row. */
function optional(object: ModelObject): readonly { readonly id: Id; readonly name: string; readonly type: string }[] {
  switch (object.kind) {
    case 'satellite':
      return object.columns.filter(({ use }) => use !== 'multi_active_key');
    case 'dimension':
      return object.columns.filter(({ use }) => use === 'attribute');
    case 'reference':
      return object.columns.filter(({ use }) => use === 'attribute');
    case 'link':
      return object.columns.filter(({ use }) => use === 'payload');
    case 'fact':
      return object.columns.filter(({ id }) => !object.grain.columns.includes(id));
    default:
      return [];
  }
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="or-propose-part">
    <h3>{title}</h3>
    {children}
  </section>
);

const Sentences = ({ texts }: { readonly texts: readonly string[] }) => (
  <ul>
    {texts.map((text) => (
      <li key={text}>{text}</li>
    ))}
  </ul>
);

/** A proposed object: what it is called and taken for, why, what it would be, and whether to take it. */
export function ProposalDetail({ proposals, shown, reading, onLeave }: ProposalDetailProps) {
  const { choices, change } = proposals;
  const { key, object, variant, keyOf } = shown;
  const source = useStudio((state) => (keyOf ? state.project.objects[keyOf.source] : undefined));
  const nameOf = (id: Id): string => (source?.kind === 'source' ? (source.columns.find((column) => column.id === id)?.name ?? id) : id);
  const along = proposals.along(key);
  const left = choices.without?.[key] ?? [];
  const columns = optional(object);
  const leaveOut = (id: Id, isOut: boolean): void =>
    change({ ...choices, without: { ...choices.without, [key]: isOut ? [...left, id] : left.filter((other) => other !== id) } });
  const keys = keyOf ? [keyOf.columns, ...keyOf.others] : [];
  return (
    <div className="or-propose-detail">
      <header>
        <KindMark kind={object.kind} size={16} />
        <h2 title={object.name}>{object.name}</h2>
        <span className="or-soft">{KINDS[object.kind].label}</span>
        <span className="or-propose-space" />
        <Button
          disabled={reading}
          onClick={() => {
            onLeave();
            proposals.refuse([shown]);
          }}
        >
          Refuse
        </Button>
        <Button
          tone="primary"
          disabled={reading}
          onClick={() => {
            onLeave();
            proposals.accept([key]);
          }}
        >
          Accept
        </Button>
      </header>
      {along.length > 0 ? <p className="or-soft">With it come {along.map((one) => one.object.name).join(', ')}, which it cannot be without.</p> : null}
      <div className="or-propose-fields">
        {shown.updates ? null : (
          <CommitField
            label="Name"
            value={object.name}
            mono
            disabled={reading}
            onCommit={(name) => change({ ...choices, names: { ...choices.names, [key]: name } })}
          />
        )}
        {variant && variant.options.length > 1 ? (
          <Select
            label={`Rows of ${source?.name ?? variant.source} are`}
            value={variant.value}
            options={variant.options}
            disabled={reading}
            onChange={(value) => {
              if (value !== null) change({ ...choices, [variant.of]: { ...choices[variant.of], [variant.source]: value } });
            }}
          />
        ) : null}
        {keyOf && keys.length > 1 ? (
          <Select
            label={`Key of ${source?.name ?? keyOf.source}`}
            value={keyOf.columns.join(' ')}
            options={keys.map((ids) => ({ value: ids.join(' '), label: ids.map(nameOf).join(', ') }))}
            disabled={reading}
            onChange={(value) => {
              if (value !== null) change({ ...choices, keys: { ...choices.keys, [keyOf.source]: value.split(' ') } });
            }}
          />
        ) : null}
      </div>
      <Part title="Why">
        <Sentences texts={shown.reasons} />
      </Part>
      {shown.missing.length > 0 ? (
        <Part title="Not looked at">
          <Sentences texts={shown.missing} />
        </Part>
      ) : null}
      <Part title="What it would be">
        <dl>
          {factsOf(object, (id) => proposals.proposal.objects.find((one) => one.object.id === id)?.object.name).map(({ term, text }) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd className="or-mono">{text}</dd>
            </div>
          ))}
        </dl>
      </Part>
      {columns.length + left.length > 0 ? (
        <Part title="Columns that may be left out">
          <div className="or-propose-columns">
            {columns.map(({ id, name }) => (
              <Checkbox key={id} label={name} checked disabled={reading} onChange={() => leaveOut(id, true)} />
            ))}
            {left.map((id) => (
              <Checkbox key={id} label={id} checked={false} disabled={reading} onChange={() => leaveOut(id, false)} />
            ))}
          </div>
        </Part>
      ) : null}
    </div>
  );
}
