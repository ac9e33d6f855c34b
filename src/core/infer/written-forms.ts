import { FORMS, type Form } from './evidence.ts';

const day = (text: string | undefined): boolean => Number(text) >= 1 && Number(text) <= 31;
const month = (text: string | undefined): boolean => Number(text) >= 1 && Number(text) <= 12;
const parted = (value: string, pattern: RegExp, isDay: (parts: readonly string[]) => boolean): boolean => {
  const found = pattern.exec(value);
  return found !== null && isDay(found.slice(1));
};
const dayFirst = ([first, second]: readonly string[]): boolean => day(first) && month(second);

const WRITTEN: Readonly<Record<Form, (value: string) => boolean>> = {
  integer: (value) => /^[-+]?\d{1,18}$/.test(value),
  leading_zero: (value) => /^0\d+$/.test(value),
  decimal_comma: (value) => /^[-+]?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?$/.test(value),
  decimal_point: (value) => /^[-+]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?$/.test(value),
  dmy_dot: (value) => parted(value, /^(\d\d)\.(\d\d)\.\d{4}$/, dayFirst),
  dmy_slash: (value) => parted(value, /^(\d\d)\/(\d\d)\/\d{4}$/, dayFirst),
  mdy_slash: (value) => parted(value, /^(\d\d)\/(\d\d)\/\d{4}$/, ([first, second]) => month(first) && day(second)),
  dmy_dash: (value) => parted(value, /^(\d\d)-(\d\d)-\d{4}$/, dayFirst),
  compact_date: (value) => parted(value, /^(?:19|20)\d\d(\d\d)(\d\d)$/, ([first, second]) => month(first) && day(second)),
  yes_no: (value) => /^(yes|no|y|n|ja|nein|j|true|false|t|f|oui|non|si)$/i.test(value),
};
const MOST = 0.9;

/** Forms that nearly all of some texts are written in: the only ones worth counting in all rows. */
export function likelyForms(values: readonly string[]): readonly Form[] {
  const filled = values.map((value) => value.trim()).filter((value) => value !== '');
  if (filled.length === 0) return [];
  return FORMS.filter((form) => filled.filter((value) => WRITTEN[form](value)).length >= filled.length * MOST);
}
