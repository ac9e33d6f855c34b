import { KINDS, LAYER_LABELS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import type { Naming, Settings } from '../../core/model/types.ts';
import { Select } from '../kit/select.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { TextField } from '../kit/text-field.tsx';
import type { SettingsPartProps } from './settings-parts.ts';
import { withText } from './settings-problems.ts';
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

const CASES = [
  ['keep', 'as it is typed'],
  ['snake', 'order_line'],
  ['upper_snake', 'ORDER_LINE'],
  ['camel', 'orderLine'],
  ['pascal', 'OrderLine'],
] as const;

const abbreviationsText = (abbreviations: Naming['abbreviations']): string =>
  Object.entries(abbreviations ?? {})
    .map(([long, short]) => `${long} = ${short}`)
    .join('\n');

/** A line each: a word, =, what stands for it. Lines that say neither are left out. */
function abbreviationsOf(text: string): Naming['abbreviations'] {
  const pairs = text.split('\n').flatMap((line) => {
    const [long = '', short = ''] = line.split(/[=:,\t]/).map((part) => part.trim());
    return long === '' || short === '' ? [] : [[long, short] as const];
  });
  return pairs.length === 0 ? undefined : Object.fromEntries(pairs);
}

function withWords(naming: Naming | undefined, style: Naming['case'], abbreviations: Naming['abbreviations']): Naming | undefined {
  const { case: _case, abbreviations: _abbreviations, ...rest } = naming ?? {};
  const next: Naming = { ...rest, ...(style === undefined ? {} : { case: style }), ...(abbreviations === undefined ? {} : { abbreviations }) };
  return Object.keys(next).length === 0 ? undefined : next;
}

/** The names with one changed; one that may be left out is, when it is empty. */
const withName = (technical: Settings['technical'], key: string, name: string): Settings['technical'] =>
  OPTIONAL.has(key) ? withText(technical, key, name) : { ...technical, [key]: name };

/** How schemas, technical columns and new objects are called. */
export function NameFields({ settings, problems, onChange }: SettingsPartProps) {
  const { schemas, technical, prefixes, naming } = settings;
  return (
    <>
      <SettingsSection title="Schemas" hint="Where the tables of each layer are made.">
        {LAYERS.map((layer) => (
          <TextField
            key={layer}
            label={LAYER_LABELS[layer]}
            mono
            value={schemas[layer]}
            onChange={(name) => onChange({ schemas: { ...schemas, [layer]: name } })}
            error={problems.has(`schemas.${layer}`) ? 'A schema needs a name' : undefined}
          />
        ))}
      </SettingsSection>
      <SettingsSection title="Technical columns" hint="What Orrery calls the columns it adds.">
        {TECHNICAL.map(([key, label, otherwise]) => (
          <TextField
            key={key}
            label={label}
            mono
            value={technical[key] ?? ''}
            placeholder={otherwise}
            onChange={(name) => onChange({ technical: withName(technical, key, name) })}
            error={problems.has(`technical.${key}`) ? 'A column needs a name' : undefined}
          />
        ))}
      </SettingsSection>
      <SettingsSection title="Words" hint="How names are written, prefixes apart. What follows the standard is renamed with it, after you have seen what.">
        <Select
          label="Letter case"
          value={naming?.case ?? 'keep'}
          options={CASES.map(([value, label]) => ({ value, label }))}
          onChange={(style) => onChange({ naming: withWords(naming, style === null || style === 'keep' ? undefined : style, naming?.abbreviations) })}
        />
        <TextArea
          label="Abbreviations"
          placeholder={'customer = cust\nnumber = no'}
          value={abbreviationsText(naming?.abbreviations)}
          onCommit={(text) => onChange({ naming: withWords(naming, naming?.case, abbreviationsOf(text)) })}
        />
      </SettingsSection>
      <SettingsSection title="Prefixes" hint="What the name of a new object begins with.">
        {OBJECT_KINDS.map((kind) => (
          <TextField
            key={kind}
            label={KINDS[kind].label}
            mono
            value={prefixes[kind] ?? ''}
            onChange={(prefix) => onChange({ prefixes: { ...prefixes, [kind]: prefix } })}
          />
        ))}
      </SettingsSection>
    </>
  );
}
