import { describe, expect, it } from 'vitest';
import { shopProject } from '../../../../test/support/shop.ts';
import { PLATFORMS } from '../../model/schema.ts';
import type { Platform } from '../../model/types.ts';
import { createCompiler } from '../../plan/compile.ts';
import { csvRows, csvText, nullMark } from '../csv-rows.ts';
import { exportPackage } from '../export-package.ts';

const plan = createCompiler()(shopProject());
const HEAD = 'customer_id,city,email,load_date,record_source,row_sequence\n';
const rows = new Map([
  [
    'customers',
    `${HEAD}C1,Ulm,"",2026-01-01 06:00:00,customers,1\nC2,"a ""b"",\nc",,2026-01-01 06:00:00,customers,2\nC1,Kiel,,2026-01-02 06:00:00,customers,1\n`,
  ],
]);
const packed = (platform: Platform, targets: readonly string[] = ['ddl', 'sql']) => {
  const { files, diagnostics } = exportPackage(plan, { platform, targets, rows });
  expect(diagnostics).toEqual([]);
  return new Map(files.map(({ path, text }) => [path, text]));
};

describe('CSV of the engine', () => {
  it('tells NULL from the empty text, and keeps quotes, commas and line ends', () => {
    expect(csvRows('a,b\n1,\n"",x\n"p ""q"",\nr","s"\n')).toEqual([
      ['1', null],
      ['', 'x'],
      ['p "q",\nr', 's'],
    ]);
    expect(csvRows('a\n')).toEqual([]);
  });

  it('is written with a mark for NULL that no value is', () => {
    expect(nullMark(new Set(['x']))).toBe('<null>');
    expect(nullMark(new Set(['<null>', '<null2>']))).toBe('<null3>');
    expect(
      csvText(
        ['a', 'b'],
        [
          ['p "q"', null],
          ['', '1'],
        ],
        '<null>',
      ),
    ).toBe('"a","b"\n"p ""q""",<null>\n"","1"\n');
  });
});

describe.each(PLATFORMS)('deliveries that go along to %s', (platform) => {
  const land = platform === 'bigquery' ? 'land.sh' : 'land.sql';

  it('are a folder each, with the rows of that delivery alone', () => {
    const files = packed(platform);
    expect([...files.keys()].filter((path) => path.startsWith('landing/') && !path.endsWith('take_out.sql')).toSorted()).toEqual([
      'landing/2026-01-01_06-00-00/0010_customers.csv',
      `landing/2026-01-01_06-00-00/${land}`,
      'landing/2026-01-02_06-00-00/0010_customers.csv',
      `landing/2026-01-02_06-00-00/${land}`,
    ]);
    expect(files.get('landing/2026-01-01_06-00-00/0010_customers.csv')).toBe(
      '"customer_id","city","email","load_date","record_source","row_sequence"\n"C1","Ulm","","2026-01-01 06:00:00","customers","1"\n"C2","a ""b"",\nc",<null>,"2026-01-01 06:00:00","customers","2"\n',
    );
  });

  it('are landed in the words of its client, once the same rows are out', async () => {
    const files = packed(platform);
    const shown = [...files].filter(([path]) => (path.startsWith('landing/2026-01-02') && !path.endsWith('.csv')) || path.startsWith('run_all.'));
    const guide = files.get('README.md')?.split('## Deliveries that came along')[1]?.split('\n## ')[0] ?? '';
    expect(guide).toContain('run_all');
    await expect([...shown.map(([path, text]) => `=== ${path}\n${text}`), `=== README.md\n${guide}`].join('\n')).toMatchFileSnapshot(
      `../../../../test/goldens/landing/${platform}.txt`,
    );
  });
});

it('land and load one after the other in run_all, after everything is created', () => {
  const run = packed('postgres').get('run_all.sql') ?? '';
  expect(run.split('\n').filter((line) => line.startsWith('\\i ') && !line.includes(' ddl/'))).toEqual([
    '\\i landing/2026-01-01_06-00-00/land.sql',
    '\\i load_all.sql',
    '\\i landing/2026-01-02_06-00-00/land.sql',
    '\\i load_all.sql',
  ]);
  expect(run.lastIndexOf('\\i ddl/')).toBeLessThan(run.indexOf('\\i landing/'));
});

it('does without where the load scripts are not wanted', () => {
  expect([...packed('postgres', ['ddl']).keys()].filter((path) => path.startsWith('landing/'))).toEqual([]);
});
