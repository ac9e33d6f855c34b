import { expect, it } from 'vitest';
import { rowKey, treeRows } from './file-tree.ts';

it('lists what lies at the top, then each folder with its files', () => {
  const rows = treeRows(['README.md', 'ddl/1.sql', 'teardown.sql', 'load/1.sql', 'ddl/2.sql']);
  expect(rows.map((row) => (row.kind === 'folder' ? `${row.name}/ ${row.files}` : `${row.nested ? '  ' : ''}${row.name}`))).toEqual([
    'README.md',
    'teardown.sql',
    'ddl/ 2',
    '  1.sql',
    '  2.sql',
    'load/ 1',
    '  1.sql',
  ]);
});

it('leaves out the files of a closed folder, and still says how many there are', () => {
  const files = ['ddl/1.sql', 'dbt/a.sql', 'dbt/b.sql'];
  expect(treeRows(files, new Set(['dbt'])).map((row) => [rowKey(row), row.kind === 'folder' && row.files])).toEqual([
    ['ddl/', 1],
    ['ddl/1.sql', false],
    ['dbt/', 2],
  ]);
});
