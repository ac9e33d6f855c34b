import type { Hub, Link } from '../../model/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { and, bool, coalesce, col, eq, out, select, text } from '../../sql/build.ts';
import { linkEnds } from '../vault/link.ts';
import { GONE } from '../vault/status.ts';
import { anchorKey, besideZero, holdsSeveral, timelineQuery, type Beside, type BesideSatellite } from '../timeline.ts';
import { deliveryOf, type Combined, type Making, type Value } from './combine.ts';
import type { Input } from './intermediate-inputs.ts';

/** The hash key and the key parts of a vault table, which stand at the head of its primary key. */
function identityOf(input: Input): readonly string[] {
  const parts = input.object.kind === 'satellite' ? input.object.columns.filter(({ use }) => use === 'key_part').map((column) => column.name) : [];
  const hash = input.relation.columns.find((column) => column.role === 'hash_key')?.name;
  return input.object.kind === 'satellite' ? [...(hash === undefined ? [] : [hash]), ...parts] : anchorKey(input.relation);
}

const paired = (left: readonly string[], right: readonly string[]): readonly (readonly [string, string])[] =>
  left.flatMap((name, index) => {
    const other = right[index];
    return other === undefined ? [] : [[name, other] as const];
  });

/** The foreign key of a link that leads to a hub input: by role where the hub plays several. */
function foreignKey(link: Link, hub: Hub, input: Input, making: Making): string | undefined {
  const ends = (linkEnds(link, making.context) ?? []).filter((end) => end.hub.id === hub.id);
  const named = ends.filter(({ reference }) => reference.role === input.alias || reference.id === input.id || reference.role === input.id);
  const [end] = named.length > 0 ? named : ends;
  if (!end)
    making.report('history-not-related', `${making.object.name} tells the history of ${link.name}, which does not join ${hub.name}: take the input out.`);
  else if (named.length !== 1 && ends.length > 1)
    making.report(
      'ambiguous-role',
      `${link.name} joins ${hub.name} in several roles: call the input by the role that is meant, e.g. ${ends[0]?.reference.role ?? ends[0]?.reference.id}.`,
    );
  else return end.name;
  return undefined;
}

/** A hub or link with its hubs and satellites, as the vault tells them: a row each time any of them changed. */
export function historyOfVault(values: readonly Value[], making: Making): Combined | undefined {
  const { object, reader, report, names, context } = making;
  const [first, ...others] = reader.inputs;
  if (!first) return undefined;
  const anchor = first.object;
  if (anchor.kind !== 'hub' && anchor.kind !== 'link') {
    report('history-of-nothing', `${object.name} tells a history, so its first input has to be a hub or a link; ${anchor.name} is neither.`);
    return undefined;
  }
  let broken = false;
  const hubs: Beside[] = [];
  for (const input of others) {
    if (input.object.kind !== 'hub') continue;
    const column = anchor.kind === 'link' ? foreignKey(anchor, input.object, input, making) : undefined;
    if (column !== undefined) hubs.push({ alias: input.alias, relation: input.relation, on: paired([column], identityOf(input)) });
    else {
      if (anchor.kind === 'hub') report('history-not-related', `${object.name} tells the history of ${anchor.name}: ${input.object.name} is not part of it.`);
      broken = true;
    }
  }
  const filters = new Map<Input, Expr>();
  for (const input of reader.inputs) {
    if (input.spec.filter === undefined) continue;
    const filter = reader.expression(input.spec.filter, `The filter of ${input.alias} in ${object.name}`, undefined, [input]);
    if (filter) filters.set(input, filter);
    else broken = true;
  }
  const status: { readonly alias: string; readonly column: string }[] = [];
  const satellites = others.flatMap((input): BesideSatellite[] => {
    const { object: satellite } = input;
    if (satellite.kind === 'hub') return [];
    if (satellite.kind !== 'satellite') {
      report('history-not-related', `${object.name} tells the history of ${anchor.name}: ${satellite.name} is neither a satellite nor a hub of it.`);
      broken = true;
      return [];
    }
    const told = input.relation.columns.find((column) => column.role === 'status')?.name;
    const used = [...reader.used(input), ...(told === undefined || satellite.parent !== anchor.id ? [] : [told])];
    if (told !== undefined && satellite.parent === anchor.id) status.push({ alias: input.alias, column: told });
    const several = holdsSeveral(satellite.columns);
    const filter = filters.get(input);
    const diff = several ? input.relation.columns.filter(({ role }) => role === 'hash_diff').map(({ name }) => name) : [];
    const beside = {
      alias: input.alias,
      relation: input.relation,
      columns: used.length === 0 ? [] : [...used, ...diff],
      several,
      ...(filter ? { filter } : {}),
    };
    if (satellite.parent === anchor.id) return [{ ...beside, on: paired(identityOf(first), identityOf(input)) }];
    const hub = hubs.find((one) => one.relation.id === satellite.parent);
    if (hub)
      return [
        {
          ...beside,
          on: paired(
            hub.on.map(([left]) => left),
            identityOf(input),
          ),
        },
      ];
    report(
      'history-not-related',
      `${satellite.name} describes neither ${anchor.name} nor a hub that ${object.name} reads: add that hub before it, or take it out.`,
    );
    broken = true;
    return [];
  });
  if (broken) return undefined;

  const timeline = timelineQuery({ alias: first.alias, anchor: first.relation, hubs, satellites, ownDate: true }, names, context);
  const [hash = ''] = anchorKey(first.relation);
  const gone = status.map(({ alias, column }) => eq(col(column, alias), text(GONE)));
  const [isGone] = gone;
  const deleted: Expr | undefined = isGone && coalesce(and(...gone), bool(false));
  const conditions = [
    ...besideZero(hash, first.alias, context),
    ...reader.inputs.filter((input) => input.object.kind !== 'satellite').flatMap((input) => filters.get(input) ?? []),
  ];
  return {
    steps: timeline.steps,
    rows: select(
      [
        ...values.flatMap(({ column, expr }) => (expr ? [out(expr, column.name)] : [])),
        ...deliveryOf(making, timeline.loadDate, timeline.recordSource, timeline.sequence(isGone)),
        ...(deleted ? [out(deleted, names.deleted)] : []),
      ],
      timeline.from,
      { joins: timeline.joins, ...(conditions.length > 0 ? { where: and(...conditions) } : {}) },
    ),
    deleted: deleted !== undefined,
  };
}
