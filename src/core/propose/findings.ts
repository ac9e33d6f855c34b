import { deliveryOf, rateOf } from '../infer/changes.ts';
import { hierarchies } from '../infer/dependencies.ts';
import type { KnownTable } from '../infer/columns.ts';
import type { Inference } from '../infer/infer.ts';
import { logicalTypeText } from '../model/logical-type.ts';
import type { Id } from '../model/types.ts';
import { confidenceOf, type Confidence } from './proposal.ts';
import { count, keySentence, listed, nameIn, namesIn, percent, referenceSentence, times } from './say.ts';

export type FindingKind =
  | 'key'
  | 'accident'
  | 'dirt'
  | 'reference'
  | 'same'
  | 'refused'
  | 'type'
  | 'ambiguous'
  | 'sensitive'
  | 'hierarchy'
  | 'change'
  | 'delivery'
  | 'no_key';

/** Something the rows tell, with its figures. */
export interface Finding {
  readonly kind: FindingKind;
  readonly source: Id;
  readonly columns: readonly Id[];
  readonly sentence: string;
  readonly figures: Readonly<Record<string, number>>;
  readonly confidence: Confidence;
}

const FORM_WORDS: Readonly<Record<string, string>> = {
  dmy_dot: 'as day.month.year',
  dmy_slash: 'as day/month/year',
  mdy_slash: 'as month/day/year',
  dmy_dash: 'as day-month-year',
  decimal_comma: 'with a decimal comma',
  yes_no: 'as words',
};
/** Accidents, refused references and rates that are told of one source, at most. */
const MOST = 6;

function ofColumns(table: KnownTable): readonly Finding[] {
  const { source } = table;
  return table.columns.flatMap(({ column, figures, form, type, isAmbiguous, nature }): readonly Finding[] => {
    if (!figures) return [];
    const about = { source: source.id, columns: [column.id] };
    const at = `${source.name}.${column.name}`;
    const found: Finding[] = [];
    if (form !== undefined)
      found.push({
        ...about,
        kind: 'type',
        sentence: `${at} is ${logicalTypeText(type)}, written ${FORM_WORDS[form] ?? form} in all ${times(figures.filled - figures.blanks, 'value')}.`,
        figures: { values: figures.filled - figures.blanks },
        confidence: 'high',
      });
    if (isAmbiguous === true)
      found.push({
        ...about,
        kind: 'ambiguous',
        sentence: `${at} can be read two ways in all ${times(figures.filled, 'value')}, e.g. ${figures.sample[0] ?? ''}: it stays text until you say which.`,
        figures: { values: figures.filled },
        confidence: 'medium',
      });
    const zeros = figures.forms.leading_zero ?? 0;
    if (zeros > 0 && type.kind === 'text' && figures.forms.integer === figures.filled - figures.blanks)
      found.push({
        ...about,
        kind: 'type',
        sentence: `${at} is a code, not a number: ${count(zeros)} of ${times(figures.filled, 'value')} begin with a zero.`,
        figures: { zeros, values: figures.filled },
        confidence: 'high',
      });
    if (nature === 'code' && (figures.padded > 0 || figures.blanks > 0))
      found.push({
        ...about,
        kind: 'dirt',
        sentence: `${at} has blanks around it in ${times(figures.padded, 'row')} and is blank in ${count(figures.blanks)}.`,
        figures: { padded: figures.padded, blanks: figures.blanks },
        confidence: 'high',
      });
    if (nature === 'code' && figures.padded === 0 && figures.folded < figures.distinct)
      found.push({
        ...about,
        kind: 'dirt',
        sentence: `${at} writes ${times(figures.distinct - figures.folded, 'value')} in more than one way: they differ in letter case alone.`,
        figures: { distinct: figures.distinct, folded: figures.folded },
        confidence: 'high',
      });
    if (nature === 'code' && figures.padded > 0 && figures.folded < figures.distinct)
      found.push({
        ...about,
        kind: 'dirt',
        sentence: `${at} writes ${times(figures.distinct - figures.folded, 'value')} in more than one way: they differ in blanks or letter case alone.`,
        figures: { distinct: figures.distinct, folded: figures.folded },
        confidence: 'high',
      });
    return found;
  });
}

function ofKeys(inference: Inference, table: KnownTable): readonly Finding[] {
  const { source } = table;
  const found = inference.keys.get(source.id) ?? [];
  const best = inference.key.get(source.id);
  const rows = table.rows;
  const figures = (key: (typeof found)[number]): Record<string, number> => ({
    rows,
    distinct: key.figures?.distinct ?? 0,
    missing: key.missing,
    repeated: key.repeated,
  });
  return [
    ...(best
      ? [
          {
            kind: 'key' as const,
            source: source.id,
            columns: best.columns,
            sentence: keySentence(table, best),
            figures: figures(best),
            confidence: confidenceOf(best.score),
          },
        ]
      : []),
    ...(best || !table.evidence
      ? []
      : [
          {
            kind: 'no_key' as const,
            source: source.id,
            columns: [],
            sentence: `${source.name} has no key: no column or set of up to four columns names each of its ${times(rows, 'row')}.`,
            figures: { rows },
            confidence: 'medium' as const,
          },
        ]),
    ...(best && best.missing + best.repeated > 0
      ? [
          {
            kind: 'dirt' as const,
            source: source.id,
            columns: best.columns,
            sentence: `${source.name}.${namesIn(table, best.columns)} lacks a value in ${times(best.missing, 'row')} and repeats one in ${count(best.repeated)}.`,
            figures: figures(best),
            confidence: 'high' as const,
          },
        ]
      : []),
    ...found
      .filter(({ accident }) => accident !== undefined)
      .slice(0, MOST)
      .map((key): Finding => ({
        kind: 'accident',
        source: source.id,
        columns: key.columns,
        sentence: `${source.name}.${namesIn(table, key.columns)} never repeats, and is taken for no key: ${key.accident ?? ''}.`,
        figures: figures(key),
        confidence: 'medium',
      })),
  ];
}

function ofReferences({ references, byId, key }: Inference): readonly Finding[] {
  const found = references.found.map((one): Finding => ({
    kind: one.kind,
    source: one.child.source,
    columns: one.child.columns,
    sentence: referenceSentence(byId.get(one.child.source), byId.get(one.parent.source), one),
    figures: { ...(one.coverage === undefined ? {} : { coverage: one.coverage }), ...one.figures },
    confidence: confidenceOf(one.score),
  }));
  const known = new Set(references.found.flatMap(({ child }) => child.columns.map((column) => `${child.source} ${column}`)));
  const meeting = references.refused.filter(
    ({ child }) => !known.has(`${child.source} ${child.column}`) && key.get(child.source)?.columns.join() !== child.column,
  );
  const children = [...new Set(meeting.map(({ child }) => `${child.source} ${child.column}`))];
  const refused = children.map((name): Finding => {
    const all = meeting.filter(({ child }) => `${child.source} ${child.column}` === name);
    const [first] = all.toSorted((a, b) => b.figures.shared - a.figures.shared);
    const { child, parent, figures, because } = first ?? (all[0] as (typeof all)[number]);
    const others = all.length > 1 ? ` and ${times(all.length - 1, 'other key')}` : '';
    return {
      kind: 'refused',
      source: child.source,
      columns: [child.column],
      sentence: `${byId.get(child.source)?.source.name ?? ''}.${nameIn(byId.get(child.source), child.column)} has ${count(figures.shared)} of ${times(figures.childDistinct, 'value')} in common with ${byId.get(parent.source)?.source.name ?? ''}.${nameIn(byId.get(parent.source), parent.column)}${others}, by accident: ${because}.`,
      figures: { shared: figures.shared, childDistinct: figures.childDistinct, parentDistinct: figures.parentDistinct },
      confidence: 'medium',
    };
  });
  return [...found, ...refused];
}

function ofChanges(table: KnownTable): readonly Finding[] {
  const { source, evidence } = table;
  const changes = evidence?.changes;
  if (!changes) return [];
  const seen = deliveryOf(changes);
  const again = changes.before > 0 ? changes.kept / changes.before : 0;
  const delivery: readonly Finding[] =
    seen === undefined
      ? []
      : [
          {
            kind: 'delivery',
            source: source.id,
            columns: [],
            sentence: `${source.name} is delivered ${seen === 'full' ? 'whole' : 'as what is new or changed'}: ${percent(again)} of the keys of a delivery come again with the next${seen === source.delivery ? '' : `, though it says ${source.delivery}`}.`,
            figures: { kept: changes.kept, before: changes.before, fresh: changes.fresh },
            confidence: 'high',
          },
        ];
  const rates = table.columns
    .flatMap(({ column }) => {
      const rate = rateOf(changes, column.id);
      return rate !== undefined && rate > 0 ? [{ column, rate }] : [];
    })
    .toSorted((a, b) => b.rate - a.rate)
    .slice(0, MOST);
  if (rates.length === 0) return delivery;
  return [
    ...delivery,
    {
      kind: 'change',
      source: source.id,
      columns: rates.map(({ column }) => column.id),
      sentence: `Of ${times(changes.kept, 'row')} of ${source.name} that come again, these change: ${listed(rates.map(({ column, rate }) => `${column.name} ${percent(rate)}`))}.`,
      figures: Object.fromEntries(rates.map(({ column, rate }) => [column.id, rate])),
      confidence: 'high',
    },
  ];
}

/** All that the rows tell, source by source, then what sources have to do with each other. */
export function findingsOf(inference: Inference): readonly Finding[] {
  return [
    ...inference.tables.flatMap((table): readonly Finding[] => {
      const { source } = table;
      const sensitive = inference.sensitive.get(source.id) ?? [];
      const without = new Set([...(inference.key.get(source.id)?.columns ?? []), ...sensitive.map(({ column }) => column.column.id)]);
      return [
        ...ofKeys(inference, table),
        ...ofColumns(table),
        ...sensitive.map(({ column, kind, by, matching, sampled }): Finding => ({
          kind: 'sensitive',
          source: source.id,
          columns: [column.column.id],
          sentence: `${source.name}.${column.column.name} is personal: ${kind}, by its ${by}${matching > 0 ? ` (${matching} of ${sampled} sampled values)` : ''}.`,
          figures: { matching, sampled },
          confidence: by === 'name' ? 'medium' : 'high',
        })),
        ...hierarchies(table, without).map(({ levels, distinct }): Finding => ({
          kind: 'hierarchy',
          source: source.id,
          columns: levels,
          sentence: `${source.name}: ${levels.map((id, index) => `${nameIn(table, id)} (${distinct[index] ?? 0})`).join(', then ')}: each value of a later one has one of the earlier, in all rows.`,
          figures: Object.fromEntries(levels.map((id, index) => [id, distinct[index] ?? 0])),
          confidence: 'medium',
        })),
        ...ofChanges(table),
      ];
    }),
    ...ofReferences(inference),
  ];
}
