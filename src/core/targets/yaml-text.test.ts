import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlText, type Yaml } from './yaml-text.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string(),
  fc.constantFrom(
    'on',
    'No',
    'y',
    '~',
    '',
    ' a',
    'a ',
    'a: b',
    'a #b',
    '- a',
    '1.10',
    '0x1f',
    'e0',
    'E-12',
    '2026-01-01',
    '12:30',
    'null',
    '<<',
    '=',
    '&a',
    '*a',
    '!a',
    '| x',
    '% x',
    "it's",
    '"q"',
    'a\nb',
    '{{ x }}',
  ),
);
const { value } = fc.letrec<{ value: Yaml }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { minLength: 1, maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { minKeys: 1, maxKeys: 4, noNullPrototype: true },
    ),
  ),
}));

it.each(['1.1', '1.2'] as const)('is read as what was written, as YAML %s', (version) => {
  fc.assert(
    fc.property(value, (written) => {
      expect(parse(yamlText(written), { version, uniqueKeys: false, merge: false })).toEqual(written);
    }),
    { numRuns: 400 },
  );
});

it('writes maps in lists and lists in maps the way people do', () => {
  expect(yamlText({ models: [{ name: 'hub', columns: ['a', '2026-01-01'], config: { contract: { enforced: true } }, tests: [], meta: {} }] })).toBe(
    `models:
  - name: hub
    columns:
      - a
      - "2026-01-01"
    config:
      contract:
        enforced: true
    tests: []
    meta: {}
`,
  );
});
