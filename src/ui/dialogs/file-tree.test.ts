import { expect, it } from 'vitest';
import { treeRows } from './file-tree.ts';

it('lists what lies at the top, then each folder with its files', () => {
  const rows = treeRows(['README.md', 'ddl/1.sql', 'teardown.sql', 'load/1.sql', 'ddl/2.sql'].map((path) => ({ path, text: '' })));
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
