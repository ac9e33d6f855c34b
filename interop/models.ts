import { hasColumns } from '../src/core/model/lookup.ts';
import { shopSample } from '../samples/shop/model.ts';
import { DIALECTS } from '../src/core/dialects/registry.ts';
import type { ModelObject, Platform, Project } from '../src/core/model/types.ts';
import { shopProject } from '../test/support/shop.ts';
import { operatedShop } from '../test/support/shop-operated.ts';
import { given, GIVEN, givenPath } from './given.ts';
import { star } from './samples/star.ts';
import { wholeVault } from './samples/whole-vault.ts';
import { shopVault } from '../test/support/shop-vault.ts';

/** Reserved words, quotes, comments, other scripts, property names of every object: all of them names that somebody has. */
const HOSTILE = [
  'select',
  'Order',
  'a"b;--',
  "it's",
  'two  words',
  'Größe €',
  '数量',
  '__proto__',
  'constructor',
  'back`tick',
  '<img onerror=alert(1)>',
  '{{ ref }}',
  '%s $1 :x',
  '100%',
  'semi;colon',
  'back\\slash',
  '/* star */',
  '-- dash',
  'group',
  'user',
  'table',
  'from',
  'Ünïcode',
  'a.b',
  'tab\tin',
  'null',
  'true',
  'date',
  'timestamp',
  'row',
  'rows',
  'partition',
  'qualify',
  'end',
  'case',
  'default',
  'values',
  'self',
  'stored',
  'staged',
] as const;

/** Names that a platform takes, so that the others are left to its diagnostics. */
const taken = (platform: Platform, name: string): boolean => {
  const { longest, forbidden } = DIALECTS[platform].names;
  return !forbidden?.test(name) && new TextEncoder().encode(name).length <= longest;
};

/** The test shop with every table and column under a name that needs care. Names stay unlike each other when case is folded. */
function hostileShop(platform: Platform): Project {
  const names = HOSTILE.filter((name) => taken(platform, name));
  const shop = shopProject();
  let next = 0;
  const [mark = '"'] = DIALECTS[platform].quote('');
  const rename = (known: string, isSource: boolean): string => {
    // What dbt builds has no quotes in its name.
    while (!isSource && names[next % names.length]?.includes(mark)) next += 1;
    return `${names[next++ % names.length] ?? ''}${next > names.length ? ` ${next}`.replace(' ', taken(platform, ' ') ? ' ' : '_') : ''}` || known;
  };
  const objects = Object.values(shop.objects).map((object): ModelObject => {
    const name = rename(object.name, object.kind === 'source');
    if (!hasColumns(object)) return { ...object, name, description: `It's a "date";\n-- drop table x; */ /*` };
    const columns = object.columns.map((column) => ({
      ...column,
      name: 'expression' in column ? column.name : rename(column.name, object.kind === 'source'),
      description: `${column.name}'s "text"; \\ -- 'x`,
    }));
    // A derived column's text names source columns, which have other names here.
    return {
      ...object,
      name,
      description: `It's a "table";\n-- drop table x; */ /*`,
      columns: columns.filter((column) => !('expression' in column && column.expression !== undefined)),
    } as ModelObject;
  });
  return { ...shop, name: `Shop "x"; -- it's`, objects: Object.fromEntries(objects.map((object) => [object.id, object])) };
}

export interface InteropModel {
  readonly name: string;
  readonly project: (platform: Platform) => Project;
}

const OWN: readonly InteropModel[] = [
  { name: 'shop', project: () => shopProject() },
  { name: 'vault', project: () => shopVault() },
  { name: 'sample', project: () => shopSample() },
  { name: 'hostile', project: hostileShop },
  { name: 'operated', project: () => operatedShop() },
  { name: 'star', project: () => star().project },
  { name: 'whole_vault', project: () => wholeVault().project },
];

/** The models of the suite, or the one project that somebody pointed it at. */
export const MODELS: readonly InteropModel[] = givenPath === undefined ? OWN : [{ name: GIVEN, project: () => given().project }];

/** The models that a step takes: those asked for by name, else its own choice; a given project in any case. */
export const chosen = (asked: readonly string[], own: readonly string[] = MODELS.map(({ name }) => name)): readonly InteropModel[] =>
  MODELS.filter(({ name }) => name === GIVEN || (asked.length > 0 ? asked : own).includes(name));
