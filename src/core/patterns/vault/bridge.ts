import { hashKeyName, ownKeyName, technicalOf } from '../../naming/technical-names.ts';
import type { Bridge, Id, Link, LinkHub, Satellite } from '../../model/types.ts';
import type { Relation } from '../../plan/types.ts';
import type { Expr, Join } from '../../sql/ast.ts';
import {
  and,
  asc,
  bin,
  cast,
  col,
  cte,
  differs,
  eq,
  innerJoin,
  isNull,
  keep,
  or,
  out,
  relation,
  select,
  TIMESTAMP,
  timestampLit,
  withCtes,
} from '../../sql/build.ts';
import { relationHead, technicalColumn, type PatternContext } from '../context.ts';
import { hashType } from '../hash.ts';
import { asOfColumn } from './as-of.ts';
import { linkEnds, mayBeMissing, type LinkEnd } from './link.ts';
import { END_OF_TIME } from '../times.ts';
import { freeNames, isStateAt, nextLoadDate, type Step } from './state-steps.ts';

interface Walked {
  readonly link: Link;
  /** Name of the link's own key in it, and here. */
  readonly key: string;
  readonly column: string;
  readonly from: LinkEnd;
  readonly to: LinkEnd;
  readonly loadDate: string;
  readonly effectivity?: { readonly satellite: Satellite; readonly key: string; readonly loadDate: string; readonly start?: string; readonly end: string };
  /** Names of the link and of its effectivity in the query. */
  readonly step: string;
  readonly states: string;
}

type Report = (code: string, message: string) => undefined;

const IS_OPEN = 'is_open';
const hasParts = (object: { readonly columns: readonly { readonly use?: string | undefined }[] }): boolean =>
  object.columns.some(({ use }) => use === 'key_part');

/** What tells the end of a relationship; nothing when the satellite cannot say, with the reason reported. */
function effectivityOf(id: Id, link: Link, bridge: Bridge, context: PatternContext, report: Report): Walked['effectivity'] {
  const satellite = context.project.objects[id];
  const table = context.relation(id);
  if (satellite?.kind !== 'satellite' || !table || satellite.parent !== link.id)
    return report(
      'dangling-reference',
      `${bridge.name} asks a satellite when ${link.name} held that is not one of ${link.name}, or cannot be built: choose another.`,
    );
  const named = (use: 'start' | 'end', role: 'valid_from' | 'valid_to'): string | undefined => {
    const own = technicalOf(satellite, context.project.settings)[role];
    return satellite.columns.find((column) => column.use === use)?.name ?? table.columns.find((column) => column.role === role && column.name === own)?.name;
  };
  const end = named('end', 'valid_to');
  if (end === undefined)
    return report(
      'bridge-without-end',
      `${satellite.name} does not say when a relationship of ${link.name} ended: choose an effectivity satellite with an end.`,
    );
  const start = named('start', 'valid_from');
  return {
    satellite,
    key: table.columns.find(({ role }) => role === 'hash_key')?.name ?? '',
    loadDate: table.columns.find(({ role }) => role === 'load_date')?.name ?? '',
    end,
    ...(start === undefined ? {} : { start }),
  };
}

/** The steps of the walk; nothing when one cannot be taken, with the reason reported. */
function walkOf(bridge: Bridge, context: PatternContext, report: Report): readonly Walked[] | undefined {
  const { project } = context;
  const nameOf = (id: Id): string => project.objects[id]?.name ?? id;
  const steps = freeNames(
    bridge.walk.map(({ link }) => nameOf(link)),
    ['hub', 'moments'],
  );
  const states = freeNames(
    bridge.walk.map(({ effectivity }) => nameOf(effectivity ?? 'states')),
    ['hub', 'moments', ...steps],
  );
  const walk: Walked[] = [];
  let place = bridge.hub;
  for (const [index, taken] of bridge.walk.entries()) {
    const link = project.objects[taken.link];
    const table = context.relation(taken.link);
    const ends = link?.kind === 'link' && table ? (linkEnds(link, context) ?? []) : [];
    const endOf = (id: Id): LinkEnd | undefined => ends.find(({ reference }) => reference.id === id);
    const [from, to] = [endOf(taken.from), endOf(taken.to)];
    if (link?.kind !== 'link' || !from || !to || from === to)
      return report(
        'dangling-reference',
        `Step ${index + 1} of ${bridge.name} takes a link that is gone, cannot be built or has no two such ends: choose another.`,
      );
    if (from.hub.id !== place)
      return report(
        'bridge-walk-broken',
        `Step ${index + 1} of ${bridge.name} leaves from ${from.hub.name}, but the walk stands at ${nameOf(place)}: choose a link from there.`,
      );
    if (hasParts(link)) return report('bridge-key-parts', `${link.name} has more than its hash in its key, which ${bridge.name} cannot walk: leave it out.`);
    const effectivity = taken.effectivity === undefined ? undefined : effectivityOf(taken.effectivity, link, bridge, context, report);
    if (taken.effectivity !== undefined && !effectivity) return undefined;
    const key = ownKeyName(link, project);
    walk.push({
      link,
      key,
      column: taken.column ?? key,
      from,
      to,
      loadDate: technicalOf(link, project.settings).load_date,
      step: steps[index] ?? link.id,
      states: states[index] ?? link.id,
      ...(effectivity ? { effectivity } : {}),
    });
    place = to.hub.id;
  }
  return walk;
}

/** What an effectivity satellite says, with the load date of what it says next; of one load date the latest start comes last. */
function statesOf({ effectivity, states, link }: Walked): readonly Step[] {
  if (!effectivity) return [];
  const { satellite, key, loadDate, start, end } = effectivity;
  const within = [...(start === undefined ? [] : [asc(col(start, 'state'))]), asc(col(end, 'state'))];
  const open = or(isNull(col(end, 'state')), bin('>=', cast(col(end, 'state'), TIMESTAMP), timestampLit(END_OF_TIME)));
  return [
    {
      name: states,
      comment: `what is known of ${link.name} from when to when`,
      query: select([...keep([key, loadDate], 'state'), out(open, IS_OPEN), nextLoadDate([key], loadDate, 'state', within)], relation(satellite.id, 'state')),
    },
  ];
}

/** Whether a step's relationship is known and open at a moment. */
function holdsAt({ effectivity, states, step, loadDate }: Walked, moment: Expr): Expr {
  return effectivity ? and(isStateAt(moment, effectivity.loadDate, states), col(IS_OPEN, states)) : bin('<=', col(loadDate, step), moment);
}

function joinsOf(walk: readonly Walked[], hubKey: string, zero: Expr, context: PatternContext): readonly Join[] {
  return walk.flatMap((taken, index): readonly Join[] => {
    const before = walk[index - 1];
    const place = before ? col(before.to.name, before.step) : col(hubKey, 'hub');
    const { reference }: { readonly reference: LinkHub } = taken.from;
    const along = eq(col(taken.from.name, taken.step), place);
    return [
      // The zero key is nobody in particular: two relationships do not meet in it.
      innerJoin(relation(taken.link.id, taken.step), mayBeMissing(reference, context) ? and(along, differs(place, zero)) : along),
      ...(taken.effectivity ? [innerJoin(cte(taken.states), eq(col(taken.effectivity.key, taken.states), col(taken.key, taken.step)))] : []),
    ];
  });
}

/**
 * A bridge: for each key of a hub and each as-of date, the ways along the links that were open then, one row a way, told
 * by the links' keys. Of a relationship counts what its effectivity satellite said last at the date: it is open while no
 * end is known, even if that lies ahead; without such a satellite it holds from its load date on. Keys without a way have
 * no row. Written anew every run, so that it follows late rows and changed dates.
 */
export function bridgeRelations(bridge: Bridge, context: PatternContext): readonly Relation[] {
  const { project } = context;
  const report: Report = (code, message) => {
    context.report({ code, severity: 'error', message, at: { object: bridge.id } });
    return undefined;
  };
  const refuse = (code: string, message: string): readonly [] => {
    report(code, message);
    return [];
  };
  const hub = project.objects[bridge.hub];
  const asOf = project.objects[bridge.as_of];
  if (hub?.kind !== 'hub' || !context.relation(hub.id)) return refuse('dangling-reference', `${bridge.name} starts from no hub that can be built: choose one.`);
  if (asOf?.kind !== 'as_of' || !context.relation(asOf.id))
    return refuse('dangling-reference', `${bridge.name} has no as-of dates that can be built: choose some.`);
  if (bridge.walk.length === 0) return refuse('bridge-without-walk', `${bridge.name} walks no link: add a step.`);
  if (hasParts(hub))
    return refuse('bridge-key-parts', `${hub.name} has more than its hash in its key, which ${bridge.name} cannot walk from: choose another hub.`);
  const walk = walkOf(bridge, context, report);
  if (!walk) return [];
  const key = hashKeyName(hub, project.settings);
  const moment = asOfColumn(asOf);
  const names = [key, moment, ...walk.map(({ column }) => column)];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) return refuse('column-twice', `${bridge.name} has two columns ${twice}: give one of its steps another name for it.`);

  const zero: Expr = { t: 'zeroHash', rules: project.settings.hash };
  const hash = hashType(project.settings.hash);
  const open = and(...walk.map((taken) => holdsAt(taken, col(moment, 'moments'))));
  const steps = walk.flatMap(statesOf);
  const ways = select(
    [...keep([key], 'hub'), ...keep([moment], 'moments'), ...walk.map(({ step, key: own, column }) => out(col(own, step), column))],
    relation(hub.id, 'hub'),
    { joins: [...joinsOf(walk, key, zero, context), innerJoin(relation(asOf.id, 'moments'), open)] },
  );
  return [
    {
      ...relationHead(bridge, project),
      columns: [
        technicalColumn(key, hash, 'hash_key'),
        technicalColumn(moment, TIMESTAMP, 'period'),
        ...walk.map(({ column }) => technicalColumn(column, hash, 'foreign_key')),
      ],
      query: steps.length === 0 ? ways : withCtes(steps, ways),
      load: { kind: 'rebuild' },
      primaryKey: names,
      foreignKeys: [
        { columns: [key], relation: hub.id, references: [key] },
        ...walk.map(({ link, key: own, column }) => ({ columns: [column], relation: link.id, references: [own] })),
      ],
      dependsOn: [
        ...new Set([hub.id, asOf.id, ...walk.flatMap(({ link, effectivity }) => [link.id, ...(effectivity ? [effectivity.satellite.id] : [])])]),
      ].toSorted(),
    },
  ];
}
