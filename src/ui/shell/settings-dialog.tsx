import { useState, type ReactNode } from 'react';
import { LAYER_LABELS, KINDS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import type { HashRules, Settings } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useActions, useStudio } from '../use-studio.ts';

const CASES = [
  { value: 'upper', label: 'To upper case' },
  { value: 'lower', label: 'To lower case' },
  { value: 'keep', label: 'Keep case' },
] as const;
const TECHNICAL = [
  ['load_date', 'Load date'],
  ['record_source', 'Record source'],
  ['hash_key_suffix', 'Suffix of hash keys'],
  ['hash_diff', 'Hash of the attributes'],
  ['surrogate_suffix', 'Suffix of surrogate keys'],
  ['valid_from', 'Valid from'],
  ['valid_to', 'Valid to'],
  ['is_current', 'Is current'],
] as const;
const MAY_BE_EMPTY = new Set(['hash_key_suffix', 'surrogate_suffix']);

function Section({ title, hint, children }: { readonly title: string; readonly hint: string; readonly children: ReactNode }) {
  return (
    <section className="or-settings">
      <h3>{title}</h3>
      <p className="or-soft">{hint}</p>
      <div className="or-settings-grid">{children}</div>
    </section>
  );
}

function HashFields({ hash, onChange }: { readonly hash: HashRules; readonly onChange: (patch: Partial<HashRules>) => void }) {
  return (
    <Section
      title="Hash rules"
      hint="How business keys and attributes become hash keys and hash differences, the same bytes on every platform. Changing them changes every hash: load again from the first delivery."
    >
      <Select
        label="Algorithm"
        value={hash.algorithm}
        options={[
          { value: 'md5', label: 'MD5' },
          { value: 'sha1', label: 'SHA-1' },
          { value: 'sha256', label: 'SHA-256' },
        ]}
        onChange={(value) => onChange({ algorithm: value ?? hash.algorithm })}
      />
      <Select
        label="Stored as"
        value={hash.storage}
        options={[
          { value: 'text', label: 'Hexadecimal text' },
          { value: 'binary', label: 'Bytes' },
        ]}
        onChange={(value) => onChange({ storage: value ?? hash.storage })}
      />
      <Select
        label="Hexadecimal digits"
        value={hash.hex_case}
        options={[
          { value: 'upper', label: 'Upper case' },
          { value: 'lower', label: 'Lower case' },
        ]}
        onChange={(value) => onChange({ hex_case: value ?? hash.hex_case })}
      />
      <TextField
        label="Between the parts"
        mono
        value={hash.delimiter}
        onChange={(delimiter) => onChange({ delimiter })}
        error={hash.delimiter === '' ? 'At least one character' : undefined}
      />
      <TextField label="In place of NULL" mono value={hash.null_placeholder} onChange={(value) => onChange({ null_placeholder: value })} />
      <Select label="Letters of keys" value={hash.key_case} options={CASES} onChange={(value) => onChange({ key_case: value ?? hash.key_case })} />
      <Select label="Letters of attributes" value={hash.diff_case} options={CASES} onChange={(value) => onChange({ diff_case: value ?? hash.diff_case })} />
      <Checkbox label="Trim spaces" checked={hash.trim} onChange={(trim) => onChange({ trim })} />
    </Section>
  );
}

/** What holds for the whole project. Nothing changes until Apply; then it is one step to undo. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { dispatch } = useActions();
  const saved = useStudio((state) => state.project.settings);
  const [draft, setDraft] = useState<Settings>(saved);
  const bad =
    draft.hash.delimiter === '' ||
    Object.values(draft.schemas).some((name) => name === '') ||
    TECHNICAL.some(([key]) => draft.technical[key] === '' && !MAY_BE_EMPTY.has(key));
  const apply = () => {
    const { schemas, hash, technical, prefixes } = draft;
    if (draft === saved || dispatch('project.settings', { patch: { schemas, hash, technical, prefixes } })) onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Settings of the project"
      width={680}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={bad} onClick={apply}>
            Apply
          </Button>
        </>
      }
    >
      <HashFields hash={draft.hash} onChange={(patch) => setDraft({ ...draft, hash: { ...draft.hash, ...patch } })} />
      <Section title="Schemas" hint="Where the tables of each layer are made.">
        {LAYERS.map((layer) => (
          <TextField
            key={layer}
            label={LAYER_LABELS[layer]}
            mono
            value={draft.schemas[layer]}
            onChange={(name) => setDraft({ ...draft, schemas: { ...draft.schemas, [layer]: name } })}
            error={draft.schemas[layer] === '' ? 'A schema needs a name' : undefined}
          />
        ))}
      </Section>
      <Section title="Technical columns" hint="What Orrery calls the columns it adds.">
        {TECHNICAL.map(([key, label]) => (
          <TextField
            key={key}
            label={label}
            mono
            value={draft.technical[key]}
            onChange={(name) => setDraft({ ...draft, technical: { ...draft.technical, [key]: name } })}
            error={draft.technical[key] === '' && !MAY_BE_EMPTY.has(key) ? 'A column needs a name' : undefined}
          />
        ))}
      </Section>
      <Section title="Prefixes" hint="What the name of a new object begins with.">
        {OBJECT_KINDS.map((kind) => (
          <TextField
            key={kind}
            label={KINDS[kind].label}
            mono
            value={draft.prefixes[kind] ?? ''}
            onChange={(prefix) => setDraft({ ...draft, prefixes: { ...draft.prefixes, [kind]: prefix } })}
          />
        ))}
      </Section>
    </Dialog>
  );
}
