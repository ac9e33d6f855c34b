import type { Mutation } from './mutation.ts';

const PIT = 'src/core/patterns/vault/pit.ts';
const BRIDGE = 'src/core/patterns/vault/bridge.ts';
const AS_OF = 'src/core/patterns/vault/as-of.ts';
const STATE = 'src/core/patterns/vault/state-steps.ts';

const PIT_TEST = 'src/core/patterns/vault/pit.test.ts';
const BRIDGE_TEST = 'src/core/patterns/vault/bridge.test.ts';
const AS_OF_TEST = 'src/core/patterns/vault/as-of.test.ts';

export const QUERY_ASSISTANCE: readonly Mutation[] = [
  {
    rule: 'A state counts at the moment it was loaded',
    broken: 'it counts after it',
    file: STATE,
    find: "bin('<=', col(loadDate, states), moment)",
    replace: "bin('<', col(loadDate, states), moment)",
    test: [PIT_TEST, BRIDGE_TEST],
  },
  {
    rule: 'A state no more counts at the moment the next one was loaded',
    broken: 'both count then',
    file: STATE,
    find: "bin('>', col(NEXT, states), moment)",
    replace: "bin('>=', col(NEXT, states), moment)",
    test: [PIT_TEST, BRIDGE_TEST],
  },
  {
    rule: 'A point-in-time table points at the zero key where there is no state yet',
    broken: 'it points at nothing',
    file: PIT,
    find: 'out(coalesce(col(own, step), zero), keyColumn)',
    replace: 'out(col(own, step), keyColumn)',
    test: [PIT_TEST],
  },
  {
    rule: 'A point-in-time table points at the beginning of time where there is no state yet',
    broken: 'it has no load date',
    file: PIT,
    find: 'out(coalesce(col(loadDate, step), timestampLit(BEGINNING)), dateColumn)',
    replace: 'out(col(loadDate, step), dateColumn)',
    test: [PIT_TEST],
  },
  {
    rule: 'A point-in-time table has rows of a key for dates before it was known',
    broken: 'it begins with the key',
    file: PIT,
    find: "joins: [{ kind: 'cross', from: relation(asOf.id, 'moments') }],",
    replace:
      "joins: [{ kind: 'inner', from: relation(asOf.id, 'moments'), on: { t: 'bin', op: '<=', left: col(technicalOf(parent, project.settings).load_date, 'parent'), right: col(moment, 'moments') } }],",
    test: [PIT_TEST],
  },
  {
    rule: 'A state counts until the next one of its own key',
    broken: 'it counts until the next one of any key',
    file: PIT,
    find: "nextLoadDate(identity, loadDate, 'state')",
    replace: "nextLoadDate([], loadDate, 'state')",
    test: [PIT_TEST],
  },
  {
    rule: 'A point-in-time table keeps the parts of a key apart',
    broken: 'the hash alone finds a state',
    file: PIT,
    find: "...parts.map((name) => eq(col(name, step), col(name, 'keys'))), ",
    replace: '',
    test: [PIT_TEST],
  },
  {
    rule: 'A bridge goes only ways that are open at its date',
    broken: 'it goes ways that ended too',
    file: BRIDGE,
    find: 'and(isStateAt(moment, effectivity.loadDate, states), col(IS_OPEN, states))',
    replace: 'isStateAt(moment, effectivity.loadDate, states)',
    test: [BRIDGE_TEST],
  },
  {
    rule: 'Of a relationship counts what was said last at the date of a bridge',
    broken: 'all that was ever said counts',
    file: BRIDGE,
    find: 'and(isStateAt(moment, effectivity.loadDate, states), col(IS_OPEN, states))',
    replace: "and(bin('<=', col(effectivity.loadDate, states), moment), col(IS_OPEN, states))",
    test: [BRIDGE_TEST],
  },
  {
    rule: 'A bridge takes a relationship whose end is known for ended',
    broken: 'an end that lies after its start is open',
    file: BRIDGE,
    find: "bin('>=', cast(col(end, 'state'), TIMESTAMP), timestampLit(END_OF_TIME))",
    replace: "bin('>', cast(col(end, 'state'), TIMESTAMP), col(loadDate, 'state'))",
    test: [BRIDGE_TEST],
  },
  {
    rule: 'Without an effectivity satellite a relationship holds from its load date on',
    broken: 'it always held',
    file: BRIDGE,
    find: ": bin('<=', col(loadDate, step), moment);",
    replace: ": bin('>=', timestampLit(END_OF_TIME), moment);",
    test: [BRIDGE_TEST],
  },
  {
    rule: 'Two relationships do not meet in the zero key',
    broken: 'they do',
    file: BRIDGE,
    find: 'mayBeMissing(reference, context) ? and(along, differs(place, zero)) : along',
    replace: 'mayBeMissing(reference, context) && index < 0 ? and(along, differs(place, zero)) : along',
    test: [BRIDGE_TEST],
  },
  {
    rule: 'What was loaded on the last day of a period counts in it',
    broken: 'the period ends as its last day begins',
    file: AS_OF,
    find: "text(' 23:59:59.999999')",
    replace: "text(' 00:00:00')",
    test: [AS_OF_TEST],
  },
  {
    rule: 'Weeks end on Sunday',
    broken: 'they end on Monday',
    file: AS_OF,
    find: "part: 'dow', expr: day }, num(7))",
    replace: "part: 'dow', expr: day }, num(1))",
    test: [AS_OF_TEST],
  },
  {
    rule: 'Months end on their last day',
    broken: 'they end on their first',
    file: AS_OF,
    find: "const startsMonth = eq({ t: 'datePart', part: 'day', expr: next }, num(1));",
    replace: "const startsMonth = eq({ t: 'datePart', part: 'day', expr: day }, num(1));",
    test: [AS_OF_TEST],
  },
  {
    rule: 'Quarters end with March, June, September and December',
    broken: 'they end with February, May, August and November',
    file: AS_OF,
    find: 'values: [1, 4, 7, 10].map(num)',
    replace: 'values: [3, 6, 9, 12].map(num)',
    test: [AS_OF_TEST],
  },
  {
    rule: 'The load date of ghost records is no as-of date',
    broken: 'it is one',
    file: AS_OF,
    find: "where: bin('>', col(column, 'loaded'), timestampLit(BEGINNING))",
    replace: "where: bin('>=', col(column, 'loaded'), timestampLit(BEGINNING))",
    test: [AS_OF_TEST],
  },
];
