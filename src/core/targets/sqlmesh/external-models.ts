import type { Printing } from '../../dialects/dialect.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import { yamlText, type Yaml } from '../yaml-text.ts';

const NUMBERS = new Set(['integer', 'bigint', 'decimal', 'float']);
type Audit = Readonly<Record<string, Yaml>>;

/** SQLMesh reads the arguments of these audits as standard SQL, whatever the platform. */
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;
const nameIn =
  (p: Printing) =>
  (name: string): string =>
    p.name(name) === name ? name : `"${name.replaceAll('"', '""')}"`;

/** The audits of a landing table. What staging refuses anyway is only told. */
function auditsOf({ columns, promisedKey = [] }: Relation, p: Printing): readonly Audit[] {
  const nameOf = nameIn(p);
  const list = (names: readonly string[]): string => `(${names.map(nameOf).join(', ')})`;
  const present = (names: readonly string[]): string => names.map((name) => `${nameOf(name)} is not null`).join(' and ');
  const loadDate = columns.find(({ role }) => role === 'load_date')?.name;
  const keys: readonly Audit[] =
    promisedKey.length === 0
      ? []
      : [
          { name: 'not_null_non_blocking', columns: list(promisedKey) },
          {
            name: 'unique_combination_of_columns_non_blocking',
            columns: list(loadDate === undefined ? promisedKey : [...promisedKey, loadDate]),
            condition: present(promisedKey),
          },
        ];
  const tested = columns.flatMap(({ name, type, tests }) =>
    tests.flatMap((test): readonly Audit[] => {
      const audit = (called: string, args: Audit): readonly Audit[] => [{ name: test.severity === 'warn' ? `${called}_non_blocking` : called, ...args }];
      switch (test.test) {
        case 'not_null':
          return audit('not_null', { columns: list([name]) });
        case 'unique':
          return audit('unique_combination_of_columns', { columns: list([name]), condition: present([name]) });
        case 'accepted_values': {
          const values = test.values.map((value) => (NUMBERS.has(type.kind) ? value : text(value)));
          return type.kind === 'json' || values.length === 0 ? [] : audit('accepted_values', { column: nameOf(name), is_in: `(${values.join(', ')})` });
        }
        case 'accepted_range': {
          const limits = {
            ...(test.min === undefined ? {} : { min_v: String(test.min) }),
            ...(test.max === undefined ? {} : { max_v: String(test.max) }),
          };
          return NUMBERS.has(type.kind) && Object.keys(limits).length > 0 ? audit('accepted_range', { column: nameOf(name), ...limits }) : [];
        }
      }
    }),
  );
  return [...keys, ...tested];
}

/** The landing tables, which your loader fills. */
export function externalModels(plan: Plan, called: (relation: Relation) => string, p: Printing): string {
  const landing = plan.relations.filter(({ load }) => load.kind === 'landing');
  return yamlText(
    landing.map((relation): Yaml => {
      const audits = auditsOf(relation, p);
      return {
        name: called(relation),
        ...(relation.description === undefined ? {} : { description: relation.description }),
        columns: Object.fromEntries(relation.columns.map((column) => [column.name, p.type(column.type)])),
        ...(audits.length > 0 ? { audits } : {}),
      };
    }),
  );
}
