export type PhysicalOptions = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** Options as lines of `key: value`; lists are parted by commas. */
export const physicalText = (options: PhysicalOptions | undefined): string =>
  Object.entries(options ?? {})
    .map(([key, value]) => `${key}: ${typeof value === 'object' ? value.join(', ') : String(value)}`)
    .join('\n');

/** Reads what {@link physicalText} wrote. A key that ends in `_by` or `_keys` is always a list. */
export function physicalFromText(text: string): PhysicalOptions | undefined {
  const entries = text.split('\n').flatMap((line): readonly (readonly [string, string | number | boolean | readonly string[]])[] => {
    const at = line.indexOf(':');
    const key = (at < 0 ? line : line.slice(0, at)).trim();
    const value = at < 0 ? '' : line.slice(at + 1).trim();
    if (key === '' || value === '') return [];
    if (value.includes(',') || /_(by|keys)$/.test(key))
      return [
        [
          key,
          value
            .split(',')
            .map((part) => part.trim())
            .filter((part) => part !== ''),
        ],
      ];
    if (value === 'true' || value === 'false') return [[key, value === 'true']];
    return [[key, /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : value]];
  });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}
