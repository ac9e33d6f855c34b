import type { Mutation } from './mutation.ts';

const SATELLITE = 'src/core/patterns/vault/satellite.ts';
const PARTS = 'src/core/patterns/vault/satellite-parts.ts';
const ACTIVE = 'src/core/patterns/vault/multi-active.ts';
const REFUSED = 'src/core/patterns/vault/refused.ts';
const END = 'src/core/patterns/vault/load-end.ts';
const GHOST = 'src/core/patterns/vault/ghost.ts';

const SATELLITES_TEST = 'test/vault/satellite.test.ts';
const ACTIVE_TEST = 'test/vault/multi-active.test.ts';
const PIT_TEST = 'src/core/patterns/vault/pit.test.ts';

export const SATELLITES: readonly Mutation[] = [
  {
    rule: 'A satellite compares a state with the one before it: A, B, A are three',
    broken: 'every state is compared with the stored one',
    file: SATELLITE,
    find: "coalesce(over('lag', [col(diff)], by(), order), col('stored_diff'))",
    replace: "col('stored_diff')",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'The first new state of a key is compared with the stored one',
    broken: 'it always enters',
    file: SATELLITE,
    find: "coalesce(over('lag', [col(diff)], by(), order), col('stored_diff'))",
    replace: "over('lag', [col(diff)], by(), order)",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'States of different keys are not compared with each other',
    broken: 'the state before is that of any key',
    file: SATELLITE,
    find: "coalesce(over('lag', [col(diff)], by(), order), col('stored_diff'))",
    replace: "coalesce(over('lag', [col(diff)], [], order), col('stored_diff'))",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'Only states delivered after the stored state of their key enter a satellite',
    broken: 'late ones enter too',
    file: SATELLITE,
    find: "where: or(isNull(col(key, 'latest')), bin('>', col(loadDate, 'staged'), col(loadDate, 'latest'))),",
    replace: "where: or(isNull(col(key, 'latest')), bin('<>', col(loadDate, 'staged'), col(loadDate, 'latest'))),",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'Whether a state is late is told by its own key',
    broken: 'what is no later than anything stored in the satellite is left out',
    file: SATELLITE,
    find: "where: or(isNull(col(key, 'latest')), bin('>', col(loadDate, 'staged'), col(loadDate, 'latest'))),",
    replace:
      "where: bin('>', col(loadDate, 'staged'), coalesce({ t: 'scalar', query: select([out({ t: 'agg', fn: 'max', arg: col(loadDate) }, 'reached')], cte('stored')) }, { t: 'lit', value: '1900-01-01 00:00:00', type: { kind: 'timestamp' } })),",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'Of several states of one key and load date the last in the file counts',
    broken: 'the first counts',
    file: REFUSED,
    find: '  desc(col(SEQUENCE, table)),',
    replace: '  asc(col(SEQUENCE, table)),',
    test: [SATELLITES_TEST],
  },
  {
    rule: 'When a state applied decides before its place in the file',
    broken: 'the place in the file alone decides',
    file: REFUSED,
    find: "  ...parts.named('applied').map((name) => desc(col(name, table))),\n",
    replace: '',
    test: [SATELLITES_TEST],
  },
  {
    rule: 'All states of one load date stay where the project says so, and only there',
    broken: 'the choice is turned round',
    file: REFUSED,
    find: "project.settings.vault?.same_load_date === 'all'",
    replace: "project.settings.vault?.same_load_date !== 'all'",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'A state that came late is listed',
    broken: 'nothing is listed',
    file: REFUSED,
    find: "isNull(col(parts.key, 'shown')),\n        ...(all",
    replace: "eq(col(parts.key, 'shown'), col(parts.diff, 'shown')),\n        ...(all",
    test: [SATELLITES_TEST],
  },
  {
    rule: 'A deletion in a change feed is no state',
    broken: 'it is one, of nothing but NULL',
    file: 'src/core/patterns/vault/staged.ts',
    find: "...(deleted === 'left_out' && mark !== undefined ? [not(col(mark, 'staged'))] : [])",
    replace: '',
    test: [SATELLITES_TEST],
  },
  {
    rule: 'A state of what is not related is none',
    broken: 'it is stored under the key that the link left out',
    file: PARTS,
    find: 'const present = keepKeyless ? [] : relatedBy(parent, feed, from, context);',
    replace: 'const present: readonly string[] = [];',
    test: [SATELLITES_TEST],
  },
  {
    rule: 'A state holds until the next one of its key',
    broken: 'the next one of any key ends it',
    file: END,
    find: '    identity.map((name) => col(name, table)),\n    [asc(col(loadDate, table)), ...within],',
    replace: '    [],\n    [asc(col(loadDate, table)), ...within],',
    test: [SATELLITES_TEST, ACTIVE_TEST, 'test/vault/effectivity.test.ts'],
  },
  {
    rule: 'The last state of a key is the current one',
    broken: 'the others are',
    file: END,
    find: 'out(isNull(following), isCurrent)',
    replace: 'out(eq(isNull(following), isNull(timestampLit(END_OF_TIME))), isCurrent)',
    test: [SATELLITES_TEST, 'test/vault/effectivity.test.ts'],
  },
  {
    rule: 'A state without a next one holds to the end of time',
    broken: 'it has no end',
    file: END,
    find: 'coalesce(following, timestampLit(END_OF_TIME))',
    replace: 'following',
    test: [ACTIVE_TEST, 'src/core/patterns/vault/reference.test.ts'],
  },
  {
    rule: 'A stored load end date is worked out anew when its key gets a new state',
    broken: 'what is stored stays open',
    file: END,
    find: "query: union(select(keep(names, 'stored'), cte('stored'), { where: touched }), select(keep(names), cte('added'))),",
    replace:
      "query: union(select(keep(names, 'stored'), cte('stored'), { where: and(touched, isNull(col(names[0] ?? '', 'stored'))) }), select(keep(names), cte('added'))),",
    test: [ACTIVE_TEST, 'src/core/patterns/vault/reference.test.ts', 'test/vault/effectivity.test.ts'],
  },
  {
    rule: 'A satellite holds a ghost record where the project wants them',
    broken: 'it holds none',
    file: GHOST,
    find: 'project.settings.vault?.ghost_records === true && identity.length === 1',
    replace: 'project.settings.vault?.ghost_records === true && identity.length === 0',
    test: [PIT_TEST, ACTIVE_TEST],
  },
  {
    rule: 'A ghost record begins where time does',
    broken: 'it begins a day later',
    file: GHOST,
    find: "if (column.role === 'load_date') return out(timestampLit(BEGINNING), column.name);",
    replace: "if (column.role === 'load_date') return out(timestampLit(BEGINNING.replace('01-01', '01-02')), column.name);",
    test: [PIT_TEST],
  },
  {
    rule: 'A computed satellite stands in the business vault',
    broken: 'it stands among the raw ones',
    file: PARTS,
    find: "if (satellite.satellite_type !== 'computed') return head;",
    replace: 'if (satellite.satellite_type) return head;',
    test: [SATELLITES_TEST],
  },
  {
    rule: 'A group of active rows changes when a row comes or goes',
    broken: 'a row that went is not noticed',
    file: ACTIVE,
    find: "      differs(col('group_size', 'compared'), col('previous_group_size', 'compared')),\n",
    replace: '',
    test: [ACTIVE_TEST],
  },
  {
    rule: 'A group of active rows changes when one of its rows does',
    broken: 'only the number of rows is compared',
    file: ACTIVE,
    find: "      differs(col('group_size', 'compared'), col('kept_rows', 'compared')),\n",
    replace: '',
    test: [ACTIVE_TEST],
  },
  {
    rule: 'A group of active rows is compared with the one just before it',
    broken: 'a row that any earlier group had counts as kept',
    file: ACTIVE,
    find: "when: eq(col('previous_group_number'), bin('-', col('group_number'), num(1)))",
    replace: "when: bin('<', col('previous_group_number'), col('group_number'))",
    test: [ACTIVE_TEST],
  },
  {
    rule: 'A group of active rows that changed enters whole',
    broken: 'only the rows enter that the stored group did not have',
    file: ACTIVE,
    find: `where: or(
      differs(col('group_size', 'compared'), col('previous_group_size', 'compared')),
      differs(col('group_size', 'compared'), col('kept_rows', 'compared')),
    ),`,
    replace: `where: and(
      { t: 'exists', not: true, query: select([{ expr: num(1), as: 'found' }], cte('latest', 'had'), { where: same(member, 'had', 'newer') }) },
      or(
        differs(col('group_size', 'compared'), col('previous_group_size', 'compared')),
        differs(col('group_size', 'compared'), col('kept_rows', 'compared')),
      ),
    ),`,
    test: [ACTIVE_TEST],
  },
  {
    rule: 'Rows that are active at once are told apart by a key of their own',
    broken: 'of one key and load date one row stays',
    file: REFUSED,
    find: "[...parts.identity, parts.loadDate, ...parts.named('multi_active_key')]",
    replace: '[...parts.identity, parts.loadDate]',
    test: [ACTIVE_TEST],
  },
  {
    rule: 'An active row without its own key is none',
    broken: 'it is stored without it',
    file: PARTS,
    find: "required = ['key_part', 'multi_active_key']",
    replace: "required = ['key_part']",
    test: [ACTIVE_TEST],
  },
  {
    rule: 'Only groups delivered after the stored one of their key enter',
    broken: 'late ones enter too',
    file: ACTIVE,
    find: "bin('>', col(loadDate, 'staged'), col(loadDate, 'reached'))",
    replace: "bin('<>', col(loadDate, 'staged'), col(loadDate, 'reached'))",
    test: [ACTIVE_TEST],
  },
  {
    rule: 'The rows of a group end together',
    broken: 'each ends where the next row begins',
    file: ACTIVE,
    find: '{ identity, loadDate, together: true }',
    replace: '{ identity, loadDate }',
    test: [ACTIVE_TEST],
  },
];
