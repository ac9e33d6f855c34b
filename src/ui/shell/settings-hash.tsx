import { HASH_PRESETS } from '../../core/model/hash-presets.ts';
import type { HashRules } from '../../core/model/types.ts';
import { Checkbox } from '../kit/checkbox.tsx';
import { Select } from '../kit/select.tsx';
import { TextField } from '../kit/text-field.tsx';
import { SettingsSection } from './settings-section.tsx';

const CASES = [
  { value: 'upper', label: 'To upper case' },
  { value: 'lower', label: 'To lower case' },
  { value: 'keep', label: 'Keep case' },
] as const;
const PRESETS = Object.entries(HASH_PRESETS).map(([value, { label }]) => ({ value: value as keyof typeof HASH_PRESETS, label }));
const HINTS: Readonly<Record<keyof typeof HASH_PRESETS, string>> = {
  orrery: 'The same bytes on every platform, for every letter: case is folded for A to Z only.',
  automate_dv: 'What AutomateDV hashes, for ASCII text, whole numbers, decimals and dates.',
  datavault4dbt: 'What datavault4dbt hashes, for ASCII text, whole numbers, decimals and dates. A key of nothing is the zero key.',
};

/** How keys and differences are hashed: a library's rules, or one's own. */
export function HashFields({
  hash,
  onChange,
  onReplace,
}: {
  readonly hash: HashRules;
  readonly onChange: (patch: Partial<HashRules>) => void;
  readonly onReplace: (rules: HashRules) => void;
}) {
  const preset = hash.preset ?? 'orrery';
  return (
    <SettingsSection
      title="Hash rules"
      hint="How business keys and attributes become hash keys and hash diffs. Changing them changes every hash: load again from the first delivery."
    >
      <Select
        label="Begin with the rules of"
        value={preset}
        options={PRESETS}
        onChange={(value) => {
          if (value !== null) onReplace(HASH_PRESETS[value].rules);
        }}
      />
      <p className="or-settings-note">{HINTS[preset]}</p>
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
      <Select
        label="Letters beyond A to Z"
        value={hash.fold ?? 'ascii'}
        options={[
          { value: 'ascii', label: 'Stay as they are' },
          { value: 'engine', label: 'Fold as the platform does' },
        ]}
        onChange={(value) => onChange({ fold: value ?? 'ascii' })}
      />
      <Select
        label="Order of attributes"
        value={hash.diff_order ?? 'by_name'}
        options={[
          { value: 'by_name', label: 'By name' },
          { value: 'as_listed', label: 'As they are listed' },
        ]}
        onChange={(value) => onChange({ diff_order: value ?? 'by_name' })}
      />
      <Select
        label="Fractions of seconds"
        value={hash.fraction ?? 'micros'}
        options={[
          { value: 'micros', label: 'Always six digits' },
          { value: 'millis', label: 'Always three digits' },
          { value: 'shortest', label: 'Only where there is one' },
        ]}
        onChange={(value) => onChange({ fraction: value ?? 'micros' })}
      />
      <Checkbox label="Trim spaces" checked={hash.trim} onChange={(trim) => onChange({ trim })} />
    </SettingsSection>
  );
}
