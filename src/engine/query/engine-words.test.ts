import { expect, it } from 'vitest';
import { openNodeEngine } from '../duckdb-node.ts';
import { engineWords } from './engine-words.ts';

it('knows the functions and keywords of the engine, with every way to call them', async () => {
  const engine = await openNodeEngine();
  const { functions, keywords, reserved } = await engineWords(engine);
  await engine.close();
  const known = (name: string) => functions.find((one) => one.name === name);
  expect(known('lower')).toMatchObject({ kind: 'scalar', signatures: [{ parameters: [{ type: 'VARCHAR' }], returns: 'VARCHAR' }] });
  expect(known('arg_max')).toMatchObject({ kind: 'aggregate' });
  expect(known('range')?.signatures.length).toBeGreaterThan(1);
  expect(known('list_sum')?.kind).toBe('macro');
  expect(known('date_trunc')?.description).toContain('precision');
  expect(functions.filter(({ name }) => !/^[a-z][a-z0-9_]*$/.test(name))).toEqual([]);
  expect(keywords).toEqual(expect.arrayContaining(['select', 'qualify', 'pivot']));
  expect([reserved.has('order'), reserved.has('date')]).toEqual([true, false]);
});
