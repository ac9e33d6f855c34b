import { useState } from 'react';
import { LAYER_LABELS, KINDS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import type { Settings } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { HashFields } from './settings-hash.tsx';
import { EnvironmentFields, ExportFields, ExposureFields, GroupFields, operationsFit } from './settings-operations.tsx';
import { RejectFields, VaultFields } from './settings-rules.tsx';
import { SettingsSection } from './settings-section.tsx';

const TECHNICAL = [
  ['load_date', 'Load date'],
  ['record_source', 'Record source'],
  ['hash_key_suffix', 'Suffix of hash keys'],
  ['hash_diff', 'Hash of the attributes'],
  ['surrogate_suffix', 'Suffix of surrogate keys'],
  ['valid_from', 'Valid from'],
  ['valid_to', 'Valid to'],
  ['is_current', 'Is current'],
  ['load_end_date', 'Load end date', 'load_end_date'],
  ['is_deleted', 'Is deleted', 'is_deleted'],
  ['is_inferred', 'Is inferred', 'is_inferred'],
  ['status', 'Status of a key', 'status'],
  ['satellite_name', 'Satellite of a tracked row', 'satellite_name'],
] as const;
const OPTIONAL: ReadonlySet<string> = new Set(TECHNICAL.flatMap(([key, , otherwise]) => (otherwise === undefined ? [] : [key])));
const MAY_BE_EMPTY = new Set(['hash_key_suffix', 'surrogate_suffix']);

/** The names with one changed; one that may be left out is, when it is empty. */
function withName(technical: Settings['technical'], key: keyof Settings['technical'], name: string): Settings['technical'] {
  const entries = new Map<string, unknown>(Object.entries(technical));
  if (name === '' && OPTIONAL.has(String(key))) entries.delete(String(key));
  else entries.set(String(key), name);
  return Object.fromEntries(entries) as Settings['technical'];
}

/** A patch after which only what is in `next` is left. */
const replacing = (before: object, next: object): object => ({ ...Object.fromEntries(Object.keys(before).map((key) => [key, null])), ...next });

/** A list without what was left empty in it; nothing where it has no entry. */
const listed = <E extends object>(entries: readonly E[] | undefined): readonly E[] | undefined =>
  entries === undefined || entries.length === 0 ? undefined : (JSON.parse(JSON.stringify(entries)) as readonly E[]);

/** What holds for the whole project. Nothing changes until Apply; then it is one step to undo. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { dispatch } = useActions();
  const saved = useStudio((state) => state.project.settings);
  const [draft, setDraft] = useState<Settings>(saved);
  const bad =
    draft.hash.delimiter === '' ||
    !operationsFit(draft) ||
    Object.values(draft.schemas).some((name) => name === '') ||
    TECHNICAL.some(([key]) => draft.technical[key] === '' && !MAY_BE_EMPTY.has(key));
  const apply = () => {
    const { schemas, hash, technical, prefixes, vault, bad_values, rejects, environments, groups, exposures, exports, cron } = draft;
    const lists = { environments: listed(environments), groups: listed(groups), exposures: listed(exposures) };
    const optional = Object.fromEntries(
      Object.entries({ vault, bad_values, rejects, exports, cron, ...lists })
        .filter(([key, value]) => value !== undefined || Object.hasOwn(saved, key))
        .map(([key, value]): [string, unknown] => [key, value ?? null]),
    );
    const patch = { schemas, prefixes, hash: replacing(saved.hash, hash), technical: replacing(saved.technical, technical), ...optional };
    if (draft === saved || dispatch('project.settings', { patch })) onClose();
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
      <HashFields
        hash={draft.hash}
        onChange={(patch) => setDraft({ ...draft, hash: { ...draft.hash, ...patch } })}
        onReplace={(hash) => setDraft({ ...draft, hash })}
      />
      <VaultFields settings={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <RejectFields settings={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <EnvironmentFields settings={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <ExportFields settings={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <GroupFields settings={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <ExposureFields settings={draft} onChange={(patch) => setDraft({ ...draft, ...patch })} />
      <SettingsSection title="Schemas" hint="Where the tables of each layer are made.">
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
      </SettingsSection>
      <SettingsSection title="Technical columns" hint="What Orrery calls the columns it adds.">
        {TECHNICAL.map(([key, label, otherwise]) => (
          <TextField
            key={key}
            label={label}
            mono
            value={draft.technical[key] ?? ''}
            placeholder={otherwise}
            onChange={(name) => setDraft({ ...draft, technical: withName(draft.technical, key, name) })}
            error={draft.technical[key] === '' && !MAY_BE_EMPTY.has(key) ? 'A column needs a name' : undefined}
          />
        ))}
      </SettingsSection>
      <SettingsSection title="Prefixes" hint="What the name of a new object begins with.">
        {OBJECT_KINDS.map((kind) => (
          <TextField
            key={kind}
            label={KINDS[kind].label}
            mono
            value={draft.prefixes[kind] ?? ''}
            onChange={(prefix) => setDraft({ ...draft, prefixes: { ...draft.prefixes, [kind]: prefix } })}
          />
        ))}
      </SettingsSection>
    </Dialog>
  );
}
