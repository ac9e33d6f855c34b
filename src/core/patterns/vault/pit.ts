import { ownKeyName, technicalOf } from '../../naming/technical-names.ts';
import type { Pit, Satellite } from '../../model/types.ts';
import type { Check, ForeignKey, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { and, coalesce, col, cte, eq, isNull, keep, leftJoin, out, relation, select, TIMESTAMP, timestampLit, withCtes } from '../../sql/build.ts';
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { asOfColumn } from './as-of.ts';
import { BEGINNING } from '../times.ts';
import { freeNames, isStateAt, nextLoadDate, type Step } from './state-steps.ts';

/** A satellite as a point-in-time table sees it. */
interface Seen {
  readonly satellite: Satellite;
  readonly relation: Relation;
  /** Name of the hash key in the satellite. */
  readonly key: string;
  readonly loadDate: string;
  /** Name of its states in the query. */
  readonly step: string;
  /** Names of the two columns here. */
  readonly keyColumn: string;
  readonly dateColumn: string;
}

const roleOf = (table: Relation, role: 'hash_key' | 'load_date'): string => table.columns.find((column) => column.role === role)?.name ?? '';

/** The satellites that can be looked at; nothing when one cannot, with the reason reported. */
function seenSatellites(pit: Pit, taken: readonly string[], context: PatternContext): readonly Seen[] | undefined {
  const { project } = context;
  const names = freeNames(
    pit.satellites.map(({ satellite: id }) => project.objects[id]?.name ?? id),
    taken,
  );
  const seen = pit.satellites.flatMap(({ satellite: id, key_column, date_column }, index): readonly Seen[] => {
    const satellite = project.objects[id];
    const table = context.relation(id);
    if (satellite?.kind !== 'satellite' || !table || satellite.parent !== pit.parent) {
      const message =
        satellite?.kind === 'satellite' && table
          ? `${pit.name} and ${satellite.name} have different parents: take a satellite of the same hub or link.`
          : `${pit.name} looks at a satellite that is gone or cannot be built: choose another.`;
      context.report({ code: 'dangling-reference', severity: 'error', message, at: { object: pit.id } });
      return [];
    }
    return [
      {
        satellite,
        relation: table,
        key: roleOf(table, 'hash_key'),
        loadDate: roleOf(table, 'load_date'),
        step: names[index] ?? id,
        keyColumn: key_column ?? `${satellite.name}${project.settings.technical.hash_key_suffix}`,
        dateColumn: date_column ?? `${satellite.name}_${technicalOf(satellite, project.settings).load_date}`,
      },
    ];
  });
  return seen.length === pit.satellites.length ? seen : undefined;
}

/**
 * The states of a satellite, each with the load date of the next. Of several rows of one key and load date all but one
 * have that date itself as their next, so that no date lies in them and a state is found once.
 */
function statesOf({ satellite, key, loadDate, step }: Seen, parts: readonly string[]): Step {
  const identity = [key, ...parts];
  return {
    name: step,
    comment: `the states of ${satellite.name}`,
    query: select([...keep([...identity, loadDate], 'state'), nextLoadDate(identity, loadDate, 'state')], relation(satellite.id, 'state')),
  };
}

/** `a`, `a and b`, `a, b and c`. */
function named(list: readonly Seen[]): string {
  const names = list.map(({ satellite }) => satellite.name);
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Whether a satellite holds the row under the zero key that a point-in-time table points at before the first state. */
const hasGhost = ({ satellite }: Seen, parts: readonly string[], { project }: PatternContext): boolean => {
  const states = ['standard', 'computed', 'multi_active', undefined].includes(satellite.satellite_type);
  return project.settings.vault?.ghost_records === true && parts.length === 0 && states;
};

/** Every state pointed at is there. Where a key and a load date are a satellite's whole key, a foreign key says it. */
function pointerCheck({ satellite, key, loadDate, keyColumn, dateColumn }: Seen, pit: Pit, names: readonly string[]): Check {
  const same = and(eq(col(key, 'state'), col(keyColumn, 'pit')), eq(col(loadDate, 'state'), col(dateColumn, 'pit')));
  return {
    id: `state.${satellite.id}`,
    title: `every row finds its state in ${satellite.name}`,
    severity: 'error',
    query: select(keep(names, 'pit'), relation(pit.id, 'pit'), { joins: [leftJoin(relation(satellite.id, 'state'), same)], where: isNull(col(key, 'state')) }),
  };
}

/**
 * A point-in-time table: for each key of a hub or link and each as-of date, which state every satellite was in, told by
 * the key and load date that the state has there; a key without a state yet points at the ghost record (zero key,
 * 1900-01-01). Keys have rows for dates before they were known too. Written anew every run, so that it follows late
 * rows and changed dates. A multi-active satellite's state is all its rows of that key and load date.
 * Rule of the literature: the greatest load date not after the as-of date.
 */
export function pitRelations(pit: Pit, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report = (code: string, message: string, severity: 'error' | 'warning' = 'error'): readonly [] => {
    context.report({ code, severity, message, at: { object: pit.id } });
    return [];
  };
  const parent = project.objects[pit.parent];
  const asOf = project.objects[pit.as_of];
  if ((parent?.kind !== 'hub' && parent?.kind !== 'link') || !context.relation(parent.id))
    return report('dangling-reference', `${pit.name} has no hub or link that can be built: choose one.`);
  if (asOf?.kind !== 'as_of' || !context.relation(asOf.id))
    return report('dangling-reference', `${pit.name} has no as-of dates that can be built: choose some.`);
  if (pit.satellites.length === 0) return report('pit-without-satellites', `${pit.name} looks at no satellite: add one.`);

  const key = ownKeyName(parent, project);
  const parts = parent.columns.filter(({ use }) => use === 'key_part').map((column) => column.name);
  const moment = asOfColumn(asOf);
  const seen = seenSatellites(pit, ['keys', 'parent', 'moments'], context);
  if (!seen) return [];
  const partless = seen.filter(({ satellite }) => !parts.every((part) => satellite.columns.some(({ name, use }) => name === part && use === 'key_part')));
  if (partless.length > 0)
    return report(
      'pit-key-parts',
      `${parent.name} has ${parts.join(', ')} in its key, and ${named(partless)} ${partless.length === 1 ? 'does' : 'do'} not: add the same columns there.`,
    );
  const names = [key, ...parts, moment, ...seen.flatMap(({ keyColumn, dateColumn }) => [keyColumn, dateColumn])];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return report('column-twice', `${pit.name} has two columns ${twice}: give one of its satellites another name for them.`);
  const ghostless = seen.filter((one) => !hasGhost(one, parts, context));
  if (ghostless.length > 0)
    report(
      'pit-without-ghost',
      `${pit.name} points at the ghost record where a key has no state yet, and ${named(ghostless)} ${ghostless.length === 1 ? 'holds' : 'hold'} none: an inner join back loses these rows. Switch ghost records on in the project's vault settings, or join with left joins.`,
      'warning',
    );

  const zero: Expr = { t: 'zeroHash', rules: project.settings.hash };
  const parentColumns = context.relation(parent.id)?.columns ?? [];
  const joins = seen.map(({ step, key: own, loadDate }) =>
    leftJoin(
      cte(step),
      and(eq(col(own, step), col(key, 'keys')), ...parts.map((name) => eq(col(name, step), col(name, 'keys'))), isStateAt(col(moment, 'keys'), loadDate, step)),
    ),
  );
  const whole = (one: Seen): boolean => one.relation.primaryKey?.join() === [one.key, one.loadDate].join();
  const pointed = seen.filter((one) => !ghostless.includes(one));
  const foreignKeys: readonly ForeignKey[] = [
    ...(parts.length > 0 ? [] : [{ columns: [key], relation: parent.id, references: [key] }]),
    ...pointed.filter(whole).map((one) => ({ columns: [one.keyColumn, one.dateColumn], relation: one.satellite.id, references: [one.key, one.loadDate] })),
  ];
  return [
    {
      ...relationHead(pit, project),
      columns: [
        technicalColumn(key, hashType(project.settings.hash), 'hash_key'),
        ...parentColumns.filter((column) => parts.includes(column.name)),
        technicalColumn(moment, TIMESTAMP, 'period'),
        ...seen.flatMap(({ keyColumn, dateColumn }) => [
          technicalColumn(keyColumn, hashType(project.settings.hash), 'foreign_key'),
          technicalColumn(dateColumn, TIMESTAMP, 'foreign_key'),
        ]),
      ],
      query: withCtes(
        [
          {
            name: 'keys',
            comment: 'every key at every date',
            query: select([...keep([key, ...parts], 'parent'), ...keep([moment], 'moments')], relation(parent.id, 'parent'), {
              joins: [{ kind: 'cross', from: relation(asOf.id, 'moments') }],
            }),
          },
          ...seen.map((one) => statesOf(one, parts)),
        ],
        select(
          [
            ...keep([key, ...parts, moment], 'keys'),
            ...seen.flatMap(({ step, key: own, loadDate, keyColumn, dateColumn }) => [
              out(coalesce(col(own, step), zero), keyColumn),
              out(coalesce(col(loadDate, step), timestampLit(BEGINNING)), dateColumn),
            ]),
          ],
          cte('keys'),
          { joins },
        ),
      ),
      load: { kind: 'rebuild' },
      primaryKey: [key, ...parts, moment],
      foreignKeys,
      checks: pointed.filter((one) => !whole(one)).map((one) => pointerCheck(one, pit, names)),
      dependsOn: [...new Set([parent.id, asOf.id, ...seen.map(({ satellite }) => satellite.id)])].toSorted(),
    },
  ];
}
