import { describe, expect, it } from 'vitest';
import { byName, column } from '../../../../test/support/columns.ts';
import { checkSql, compiled, fed, play, projectOf, type Delivered } from '../../../../test/support/play.ts';
import type { Hub, Link, ModelObject } from '../../model/types.ts';

const EMPLOYEES = fed('employees', { employee: 'text', manager: 'text' });
const employee: Hub = {
  kind: 'hub',
  id: 'hub_employee',
  name: 'hub_employee',
  columns: [column('employee')],
  feeds: [
    { from: 'stg_employees', map: { employee: 'employee' } },
    { from: 'stg_employees', map: { employee: 'manager' } },
  ],
};
const recursive = (link_type: 'hierarchical' | 'same_as', rest: Partial<Link> = {}): Link => ({
  kind: 'link',
  id: 'link_reports',
  name: 'link_reports',
  link_type,
  columns: [],
  hubs: [
    { id: 'lower', hub: 'hub_employee' },
    { id: 'upper', hub: 'hub_employee', role: 'manager' },
  ],
  feeds: [{ from: 'stg_employees', map: {}, hubs: { lower: { employee: 'employee' }, upper: { employee: 'manager' } } }],
  ...rest,
});
const EDGES =
  'select lower.employee as below, upper.employee as above from raw_vault.link_reports l join raw_vault.hub_employee lower using (employee_hk) join raw_vault.hub_employee upper on upper.employee_hk = l.manager_employee_hk';
const named = (sql: string): string =>
  `select lower.employee as below, upper.employee as above from (${sql}) l join raw_vault.hub_employee lower using (employee_hk) left join raw_vault.hub_employee upper on upper.employee_hk = l.manager_employee_hk order by all`;
const chain = (length: number, name: string): readonly (readonly string[])[] =>
  Array.from({ length }, (_, index) => [`${name}${index}`, `${name}${(index + 1) % length}`]);

describe('a hierarchical link', () => {
  const plan = compiled(projectOf([...EMPLOYEES, employee, recursive('hierarchical')]));
  // E1 under E2 under E3, the root; M1 and M2 over each other; S over itself; circles of 17 and of 18.
  const deliveries: readonly Delivered[] = [
    {
      employees: [
        ['E1', 'E2'],
        ['E2', 'E3'],
        ['E3', null],
        ['M1', 'M2'],
        ['B', 'M1'],
      ],
    },
    { employees: [['M2', 'M1'], ['S', 'S'], ...chain(17, 'x'), ...chain(18, 'y')] },
  ];
  const [edges, cycles, missing, hashes] = play(projectOf([...EMPLOYEES, employee, recursive('hierarchical')]), deliveries, [
    `${EDGES} where length(lower.employee) = 2 and lower.employee < 'S' order by all`,
    named(checkSql(plan, 'link_reports', 'cycle')),
    `select employee from raw_vault.hub_employee h join (${checkSql(plan, 'link_reports', 'missing_key')}) m using (employee_hk)`,
    `select below from (${EDGES.replace('select ', 'select reports_hk, ')}) where reports_hk = upper(md5(below || '||' || above)) and below like 'E%' order by 1`,
  ]);

  it('joins a hub to itself in two roles; the root has no row, and is told of', () => {
    expect(edges).toEqual([
      ['E1', 'E2'],
      ['E2', 'E3'],
      ['M1', 'M2'],
      ['M2', 'M1'],
    ]);
    expect(missing).toEqual([['E3']]);
    // The lower one's key comes first in the hash.
    expect(hashes).toEqual([['E1'], ['E2']]);
  });

  it('lists the relationships on circles of up to 17 steps, and none beside them', () => {
    expect(cycles).toEqual([['M1', 'M2'], ['M2', 'M1'], ['S', 'S'], ...chain(17, 'x')].toSorted((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1)));
  });

  it('keeps the root under the zero key where its manager is optional, and then the hub has that row', () => {
    const hubs = [
      { id: 'lower', hub: 'hub_employee' },
      { id: 'upper', hub: 'hub_employee', role: 'manager', missing: 'zero_key' as const },
    ];
    const optional = projectOf([...EMPLOYEES, employee, recursive('hierarchical', { hubs })]);
    const [rows, circles] = play(optional, deliveries, [
      `select lower.employee as below, upper.employee as above, (upper.employee_hk = repeat('0', 32))::varchar ${EDGES.slice(EDGES.indexOf(' from'))} where lower.employee like 'E%' order by all`,
      `select count(*)::varchar from (${checkSql(compiled(optional), 'link_reports', 'cycle')})`,
    ]);
    expect(rows).toEqual([
      ['E1', 'E2', 'false'],
      ['E2', 'E3', 'false'],
      ['E3', null, 'true'],
    ]);
    expect(circles).toEqual([['20']]);
    // The reference's own choice counts before the project's.
    const unlike = hubs.map((hub) => (hub.role === undefined ? hub : { ...hub, missing: 'skip' as const }));
    const strict = projectOf([...EMPLOYEES, employee, recursive('hierarchical', { hubs: unlike })], { vault: { missing_keys: 'zero_key' } });
    expect(play(strict, deliveries, [`${EDGES} where lower.employee like 'E%' order by all`])).toEqual([
      [
        ['E1', 'E2'],
        ['E2', 'E3'],
      ],
    ]);
  });
});

describe('a same-as link', () => {
  const project = projectOf([...EMPLOYEES, employee, recursive('same_as')]);
  const plan = compiled(project);
  const [chains, cycles] = play(
    project,
    [
      {
        employees: [
          ['D1', 'M'],
          ['D2', 'M'],
          ['M', 'M'],
          ['D3', 'D4'],
          ['D4', 'N'],
        ],
      },
      {
        employees: [
          ['R1', 'R2'],
          ['R2', 'R1'],
        ],
      },
    ],
    [named(checkSql(plan, 'link_reports', 'chain')), named(checkSql(plan, 'link_reports', 'cycle'))],
  );

  it('lists who stands for somebody that again stands for another; standing for oneself is nothing', () => {
    expect(chains).toEqual([
      ['D3', 'D4'],
      ['R1', 'R2'],
      ['R2', 'R1'],
    ]);
    expect(cycles).toEqual([
      ['R1', 'R2'],
      ['R2', 'R1'],
    ]);
  });

  it('joins one hub to itself, in two roles', () => {
    const other: Hub = { ...employee, id: 'hub_other', name: 'hub_other' };
    const wrong = (hubs: Link['hubs']): readonly string[] =>
      compiled(projectOf([...EMPLOYEES, employee, other, recursive('same_as', { hubs })])).diagnostics.map((one) => one.code);
    expect(
      wrong([
        { id: 'lower', hub: 'hub_employee' },
        { id: 'upper', hub: 'hub_other' },
      ]),
    ).toEqual(['link-not-recursive']);
    expect(
      wrong([
        { id: 'lower', hub: 'hub_employee' },
        { id: 'upper', hub: 'hub_employee' },
      ]),
    ).toEqual(['link-roles-missing']);
  });
});

describe('hubs and links of every part', () => {
  const sale: readonly ModelObject[] = [
    ...fed('sales', { shop: 'text', article: 'text', customer: 'text', line: 'text', tenant: 'text', note: 'text', amount: 'decimal(8,2)', sold: 'timestamp' }),
    ...fed('web', { article: 'text' }),
    {
      kind: 'hub',
      id: 'hub_shop',
      name: 'hub_shop',
      columns: [column('shop'), { ...column('note'), use: 'carried' }],
      feeds: [{ from: 'stg_sales', map: byName('shop', 'note') }],
    },
    {
      kind: 'hub',
      id: 'hub_article',
      name: 'hub_article',
      columns: [column('article')],
      feeds: [
        { from: 'stg_sales', map: byName('article'), collision_code: 'till' },
        { from: 'stg_web', map: byName('article'), collision_code: 'web' },
      ],
    },
    { kind: 'hub', id: 'hub_customer', name: 'hub_customer', columns: [column('customer')], feeds: [{ from: 'stg_sales', map: byName('customer') }] },
    {
      kind: 'link',
      id: 'link_sale',
      name: 'link_sale',
      link_type: 'non_historised',
      columns: [
        { ...column('line'), use: 'dependent_key' },
        { ...column('tenant'), use: 'key_part' },
        { ...column('amount', 'decimal(8,2)'), use: 'payload' },
        { ...column('sold', 'timestamp'), use: 'applied' },
        { ...column('note'), use: 'carried' },
      ],
      hubs: [
        { id: 'shop', hub: 'hub_shop' },
        { id: 'article', hub: 'hub_article' },
        { id: 'customer', hub: 'hub_customer', missing: 'zero_key' },
      ],
      feeds: [
        {
          from: 'stg_sales',
          map: byName('line', 'tenant', 'amount', 'sold', 'note'),
          hubs: { shop: byName('shop'), article: byName('article'), customer: byName('customer') },
        },
      ],
    },
  ];
  const at = '2026-01-01 10:00:00';
  const deliveries: readonly Delivered[] = [
    {
      sales: [
        ['S1', 'A1', 'C1', '1', 'T1', 'first', '5', at],
        [' s1 ', 'A1', 'C1', '1', 'T1', 'again', '5.00', at],
        ['S1', 'A1', 'C1', '2', 'T1', 'line', '6', at],
        ['S1', 'A1', 'C1', '1', 'T2', 'tenant', '7', at],
        ['S1', 'A2', ' ', '1', 'T1', 'nobody', '8', at],
        [null, 'A1', 'C1', '1', 'T1', 'no shop', '9', at],
        ['S2', 'A1', 'C1', '1', null, 'no tenant', '9', at],
      ],
      web: [['A1'], ['']],
    },
    { sales: [['S1', 'A1', 'C1', '1', 'T1', 'other', '55', at]] },
  ];
  const project = projectOf(sale);
  const plan = compiled(project);
  const [sales, shops, articles, contradictions, missing, lost] = play(project, deliveries, [
    "select line, tenant, amount::varchar, note, (customer_hk = repeat('0', 32))::varchar, load_date::date::varchar from raw_vault.link_sale order by note",
    'select shop, note from raw_vault.hub_shop order by 1',
    'select article, record_source from raw_vault.hub_article order by 1, 2',
    `select note, amount::varchar from (${checkSql(plan, 'link_sale', 'contradiction')}) order by all`,
    `select note from (${checkSql(plan, 'link_sale', 'missing_key')}) order by all`,
    `select article, record_source from (${checkSql(plan, 'hub_article', 'missing_key')}) order by all`,
  ]);

  it('hashes hubs and the dependent child, keeps key parts beside, and carries the rest of the first row', () => {
    expect(sales).toEqual([
      ['1', 'T1', '5.00', 'first', 'false', '2026-01-01'],
      ['2', 'T1', '6.00', 'line', 'false', '2026-01-01'],
      ['1', 'T1', '8.00', 'nobody', 'true', '2026-01-01'],
      ['1', 'T2', '7.00', 'tenant', 'false', '2026-01-01'],
    ]);
    expect(shops).toEqual([
      ['S1', 'first'],
      ['S2', 'no tenant'],
    ]);
    expect(plan.byId.get('link_sale')?.primaryKey).toEqual(['sale_hk', 'tenant']);
  });

  it('keeps equal keys of two systems apart by their codes, in links too', () => {
    expect(articles).toEqual([
      ['A1', 'sales'],
      ['A1', 'web'],
      ['A2', 'sales'],
    ]);
    const hashes = plan.byId.get('stg_sales')?.query;
    expect(JSON.stringify(hashes)).toContain('^^||till||^^');
  });

  it('takes a key from the source that comes first, of those that bring it at one load date', () => {
    const hub: Hub = {
      ...employee,
      feeds: [
        { from: 'stg_payroll', map: byName('employee') },
        { from: 'stg_access', map: byName('employee') },
      ],
    };
    const two = projectOf([...fed('payroll', { employee: 'text' }), ...fed('access', { employee: 'text' }), hub]);
    const brought: Delivered = { payroll: [['E1'], ['E2']], access: [['E3'], ['E1']] };
    // The row of payroll stands further up in its file.
    expect(play(two, [brought], ['select employee, record_source from raw_vault.hub_employee order by 1'])).toEqual([
      [
        ['E1', 'access'],
        ['E2', 'payroll'],
        ['E3', 'access'],
      ],
    ]);
  });

  it('lists another payload under a known key, and rows that lack a key', () => {
    expect(contradictions).toEqual([['other', '55.00']]);
    expect(missing).toEqual([['no shop'], ['no tenant']]);
    expect(lost).toEqual([['', 'web']]);
  });
});

describe('hash rules that make the zero key of nothing', () => {
  it('leave such rows out all the same, unless the project keeps them', () => {
    const rules = { ...projectOf([]).settings.hash, preset: 'datavault4dbt', parts: 'quoted', empty_key: 'zero_key' } as const;
    const objects = [...EMPLOYEES, employee, recursive('hierarchical')];
    const deliveries: readonly Delivered[] = [
      {
        employees: [
          ['E1', 'E2'],
          ['E2', null],
          [null, null],
        ],
      },
    ];
    const questions = ['select employee from raw_vault.hub_employee order by 1 nulls last', 'select count(*)::varchar from raw_vault.link_reports'];
    expect(play(projectOf(objects, { hash: rules }), deliveries, questions)).toEqual([[['E1'], ['E2']], [['1']]]);
    // The root's row under the zero key, and the link's own zero row.
    expect(play(projectOf(objects, { hash: rules, vault: { missing_keys: 'zero_key' } }), deliveries, questions)).toEqual([[['E1'], ['E2'], [null]], [['3']]]);
  });
});
