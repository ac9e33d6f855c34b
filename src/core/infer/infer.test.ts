import { describe, expect, it } from 'vitest';
import type { Column } from '../model/types.ts';
import { isIban, passesLuhn } from './check-digits.ts';
import { knownColumn, knownTables } from './columns.ts';
import { NO_EVIDENCE, type ColumnFigures } from './evidence.ts';
import { sensitiveFinding } from './sensitive.ts';
import { aboutWords, entitiesOf, matchNames, sharedPrefix, singular, soundsLikeKey, soundsLikeMeasure, wordsOf } from './words.ts';
import { likelyForms } from './written-forms.ts';

const column = (name: string, type = 'text'): Column => ({ id: name.toLowerCase(), name, type });
const figures = (sample: readonly string[], forms: ColumnFigures['forms'] = {}, rest: Partial<ColumnFigures> = {}): ColumnFigures => ({
  column: 'any',
  filled: sample.length,
  blanks: 0,
  padded: 0,
  distinct: new Set(sample).size,
  folded: new Set(sample).size,
  shortest: Math.min(...sample.map(({ length }) => length)),
  longest: Math.max(...sample.map(({ length }) => length)),
  words: 1,
  forms,
  sample,
  ...rest,
});
const repeated = (...values: readonly string[]): readonly string[] => Array.from({ length: 30 }, (_, index) => values[index % values.length] ?? '');

describe('words of names', () => {
  it('are told apart whatever the case, and made singular', () => {
    expect(wordsOf('CustomerNo2')).toEqual(['customer', 'no', '2']);
    expect(wordsOf('HTTPServerID')).toEqual(['http', 'server', 'id']);
    expect(['companies', 'addresses', 'status', 'boxes', 'news', 'gas', 'people'].map(singular)).toEqual([
      'company',
      'address',
      'status',
      'box',
      'news',
      'gas',
      'person',
    ]);
    expect(aboutWords('ship_to_customer_no')).toEqual(['ship', 'to', 'customer']);
  });

  it('sound like keys or like measures, never like both', () => {
    expect(['customer_no', 'CustomerID', 'sku', 'order_number', 'id'].filter((name) => !soundsLikeKey(name))).toEqual([]);
    expect(['paid', 'grid', 'name', 'valid'].filter(soundsLikeKey)).toEqual([]);
    expect(['quantity', 'net_amount', 'on_hand'].filter((name) => !soundsLikeMeasure(name))).toEqual([]);
    expect(['price_code', 'amount_id', 'city'].filter(soundsLikeMeasure)).toEqual([]);
  });

  it('are parted from a key written in one with them, and from letters that a whole table begins with', () => {
    expect(['custkey', 'turkey', 'OrderKey', 'key', 'sk_customerkey'].map((name) => wordsOf(name).join(' '))).toEqual([
      'cust key',
      'turkey',
      'order key',
      'key',
      'sk customer key',
    ]);
    expect(sharedPrefix(['l_orderkey', 'L_tax', 'l_part'])).toBe('l_');
    expect([sharedPrefix(['l_orderkey', 'l_tax']), sharedPrefix(['id', 'l_tax', 'l_part']), sharedPrefix(['l_', 'l_a', 'l_b'])]).toEqual(['', '', '']);
  });

  it('say what the rows of a table are, without its system', () => {
    const of = (...names: readonly string[]) =>
      [...entitiesOf(names.map((name) => ({ kind: 'source', id: name, name, delivery: 'full', columns: [] }))).values()].map((words) => words.join(' '));
    expect(of('shop_customers', 'shop_order_lines', 'crm_contacts')).toEqual(['customer', 'order line', 'contact']);
    expect(of('orders', 'order_items', 'order_notes')).toEqual(['order', 'order item', 'order note']);
    expect(of('raw_companies')).toEqual(['company']);
  });

  it.each([
    ['customer_no', 'customer_no', ['customer'], 'equal', ''],
    ['ship_customer_no', 'customer_no', ['customer'], 'entity', 'ship'],
    ['user_id', 'id', ['user'], 'entity', ''],
    ['origin_port', 'port_code', ['port'], 'entity', 'origin'],
    ['sku', 'sku', ['product'], 'equal', ''],
    ['user_id', 'id', ['raw', 'customer'], 'akin', ''],
    ['billing_client_no', 'customer_no', ['customer'], 'akin', 'billing'],
  ] as const)('%s holds keys of a table whose key is %s', (child, parent, entity, by, role) => {
    expect(matchNames(child, parent, entity, false)).toEqual({ by, role });
  });

  it('say nothing where only the word for a key is shared, and of the same table only with a word for a parent', () => {
    expect(matchNames('id', 'id', ['customer'], false)).toBeUndefined();
    expect(matchNames('order_id', 'customer_id', ['customer'], false)).toBeUndefined();
    expect(matchNames('user', 'id', ['customer'], false)).toBeUndefined();
    expect(matchNames('employee_no', 'employee_no', ['employee'], true)).toBeUndefined();
    expect(matchNames('ReportsTo', 'EmployeeID', ['employee'], true)).toEqual({ by: 'parent', role: 'reports_to' });
  });
});

describe('texts that are another type', () => {
  it('are looked for in the forms that nearly all examples have', () => {
    expect(likelyForms(['05.01.2026', '31.12.2025'])).toEqual(['dmy_dot']);
    expect(likelyForms(['01/02/2026', '11/12/2025'])).toEqual(['dmy_slash', 'mdy_slash']);
    expect(likelyForms(['00123', '04711'])).toEqual(['integer', 'leading_zero', 'decimal_comma', 'decimal_point']);
    expect(likelyForms(['32.01.2026'])).toEqual([]);
    expect(likelyForms(['', ' '])).toEqual([]);
  });

  const typeOf = (sample: readonly string[], forms: ColumnFigures['forms'], rest: Partial<ColumnFigures> = {}, name = 'any') => {
    const { type, form, isAmbiguous } = knownColumn(column(name), figures(sample, forms, rest));
    return { kind: type.kind, form, isAmbiguous };
  };

  it('are read only where all of them can be, one way', () => {
    expect(typeOf(['05.01.2026', '31.12.2025'], { dmy_dot: 2 })).toEqual({ kind: 'date', form: 'dmy_dot', isAmbiguous: undefined });
    expect(typeOf(['05.01.2026', 'none'], { dmy_dot: 1 })).toEqual({ kind: 'text', form: undefined, isAmbiguous: undefined });
    expect(typeOf(['01/02/2026'], { dmy_slash: 1, mdy_slash: 1 })).toEqual({ kind: 'text', form: undefined, isAmbiguous: true });
    expect(typeOf(['01/02/2026', '01/22/2026'], { dmy_slash: 1, mdy_slash: 2 })).toEqual({ kind: 'date', form: 'mdy_slash', isAmbiguous: undefined });
    expect(typeOf(['1.250,50', '3'], { decimal_comma: 2 }, { scale: 2, whole: 4 })).toEqual({ kind: 'decimal', form: 'decimal_comma', isAmbiguous: undefined });
    expect(typeOf(['1,234'], { decimal_comma: 1, decimal_point: 1 }, { scale: 3, whole: 1 })).toEqual({ kind: 'text', form: undefined, isAmbiguous: true });
    expect(typeOf(repeated('ja', 'nein'), { yes_no: 30 })).toEqual({ kind: 'boolean', form: 'yes_no', isAmbiguous: undefined });
  });

  it('stay text where they begin with a zero', () => {
    expect(typeOf(['00123', '04711'], { integer: 2, leading_zero: 2, decimal_comma: 2, decimal_point: 2 }, {}, 'article')).toEqual({
      kind: 'text',
      form: undefined,
      isAmbiguous: undefined,
    });
  });
});

it('leaves out what loading tools add', () => {
  const names = ['id', '_fivetran_synced', '_airbyte_raw_id', '_loaded_at', '__index', '_score'];
  const source = { kind: 'source' as const, id: 'any', name: 'any', delivery: 'full' as const, columns: names.map((name) => column(name)) };
  expect(knownTables([source], NO_EVIDENCE)[0]?.columns.map((one) => one.column.name)).toEqual(['id', '_score']);
});

describe('personal data', () => {
  it('is told by check digits', () => {
    expect(['DE89370400440532013000', 'GB82 WEST 1234 5698 7654 32', 'NL91ABNA0417164300'].filter((text) => !isIban(text))).toEqual([]);
    expect(['DE89370400440532013001', 'DE89', 'XX00'].filter(isIban)).toEqual([]);
    expect(['4111 1111 1111 1111', '5500-0000-0000-0004'].filter((text) => !passesLuhn(text))).toEqual([]);
    expect(['4111111111111112', '1234'].filter(passesLuhn)).toEqual([]);
  });

  const kindOf = (name: string, sample: readonly string[], entity: readonly string[] = ['order']) =>
    sensitiveFinding(knownColumn(column(name), figures(sample)), entity)?.kind;

  it('is told by values whatever the name, and by the name where values cannot tell', () => {
    expect(kindOf('contact', ['a@example.com', 'b.c@mail.example'])).toBe('e-mail');
    expect(kindOf('konto', ['DE89370400440532013000', 'NL91ABNA0417164300'])).toBe('IBAN');
    expect(
      kindOf(
        'ref',
        Array.from({ length: 6 }, () => '4111111111111111'),
      ),
    ).toBe('card number');
    expect(kindOf('client', ['10.0.0.1', '192.168.1.77'])).toBe('IP address');
    expect(kindOf('last_name', ['Adler', 'Brandt'])).toBe('person name');
    expect(kindOf('name', ['Ada B.', 'Bruno C.'], ['customer'])).toBe('person name');
    expect(kindOf('ssn', ['123-45-6789', '987-65-4321'])).toBe('national id');
  });

  it('is not seen where a name only sounds so, or numbers look so by chance', () => {
    expect(kindOf('name', ['Kitchen', 'Garden'], ['category'])).toBeUndefined();
    expect(kindOf('email_sent', ['true', 'false', 'true', 'true', 'false'])).toBeUndefined();
    expect(kindOf('order_no', ['O-000001', 'O-000002'])).toBeUndefined();
    expect(kindOf('version', ['1.2', '10.4'])).toBeUndefined();
  });
});
