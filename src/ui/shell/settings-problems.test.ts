import { expect, it } from 'vitest';
import { emptyProject } from '../../core/model/empty-project.ts';
import { settingsProblems, withText } from './settings-problems.ts';

const { settings } = emptyProject('New');

it('finds nothing wrong with the settings of a new project', () => {
  expect([...settingsProblems(settings)]).toEqual([]);
});

it('names the field of each problem', () => {
  const problems = settingsProblems({
    ...settings,
    schemas: { ...settings.schemas, mart: '' },
    environments: [{ name: 'dev' }, { name: 'Prod' }, { name: 'dev' }],
    groups: [{ name: '1st' }],
    exposures: [{ id: 'board', name: '', type: 'dashboard', reads: [] }],
    cron: '0 25 * * *',
  });
  expect([...problems.keys()].toSorted()).toEqual(['cron', 'environments.1.name', 'environments.2.name', 'exposures.0.name', 'groups.0.name', 'schemas.mart']);
  expect(problems.get('environments.2.name')).toBe('Another of the environments is called dev: choose another name');
  expect(problems.get('environments.1.name')).toMatch(/^The name of an environment is lower-case letters/);
  expect(problems.get('exposures.0.name')).toBe('It needs a name');
});

it('takes out what is empty', () => {
  expect(withText({ name: 'dev', database: 'a' }, 'database', '')).toEqual({ name: 'dev' });
  expect(withText({ name: 'dev' }, 'database', 'b')).toEqual({ name: 'dev', database: 'b' });
});
