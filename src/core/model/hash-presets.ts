import type { HashRules } from './types.ts';

type Preset = NonNullable<HashRules['preset']>;

/**
 * Hash rules by the name users know them under. Orrery's own give the same bytes on every platform; the other two give
 * what the libraries of that name give, on every platform for ASCII text, integers, decimals and dates.
 */
export const HASH_PRESETS: Readonly<Record<Preset, { readonly label: string; readonly rules: HashRules }>> = {
  orrery: {
    label: 'Orrery',
    rules: {
      preset: 'orrery',
      algorithm: 'md5',
      storage: 'text',
      hex_case: 'upper',
      delimiter: '||',
      null_placeholder: '^^',
      trim: true,
      key_case: 'upper',
      diff_case: 'keep',
    },
  },
  automate_dv: {
    label: 'AutomateDV',
    rules: {
      preset: 'automate_dv',
      algorithm: 'md5',
      storage: 'text',
      hex_case: 'upper',
      delimiter: '||',
      null_placeholder: '^^',
      trim: true,
      key_case: 'upper',
      diff_case: 'upper',
      fold: 'engine',
      diff_order: 'by_name',
      fraction: 'shortest',
    },
  },
  datavault4dbt: {
    label: 'datavault4dbt',
    rules: {
      preset: 'datavault4dbt',
      algorithm: 'md5',
      storage: 'text',
      hex_case: 'lower',
      delimiter: '||',
      null_placeholder: '^^',
      trim: true,
      key_case: 'upper',
      diff_case: 'keep',
      parts: 'quoted',
      fold: 'engine',
      diff_order: 'as_listed',
      empty_key: 'zero_key',
      fraction: 'shortest',
    },
  },
};
