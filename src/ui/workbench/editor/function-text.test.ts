import { expect, it } from 'vitest';
import { functionText } from './function-text.ts';

it('tells how a function is called, what it does, and leaves out what would fill the window', () => {
  const signature = {
    parameters: [
      { name: 'x', type: 'DOUBLE' },
      { name: 'places', type: '' },
    ],
    returns: 'DOUBLE',
  };
  const text = functionText({
    name: 'round',
    kind: 'scalar',
    signatures: Array.from({ length: 8 }, () => signature),
    description: 'Rounds x.',
    example: 'round(1.5, 0)',
  });
  expect(text).toContain('round(x DOUBLE, places) → DOUBLE');
  expect(text).toContain('-- and 2 more');
  expect(text).toContain('Rounds x.\n\nExample: `round(1.5, 0)`');
  expect(functionText({ name: 'pi', kind: 'scalar', signatures: [{ parameters: [], returns: 'DOUBLE' }], description: undefined, example: undefined })).toBe(
    '```sql\npi() → DOUBLE\n```',
  );
});
