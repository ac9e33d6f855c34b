import type { Id } from '../model/types.ts';
import type { KnownColumn, KnownTable } from './columns.ts';
import type { DeclaredReference } from './declared-references.ts';
import type { Evidence, OverlapFigures } from './evidence.ts';
import { FEW_ROWS, type KeyFinding } from './keys.ts';
import { aboutWords, matchNames, ownName, soundsLikeMeasure, wordsOf, type NameMatch } from './words.ts';

/** Columns that hold keys of another table, or of the same. */
export interface ReferenceFinding {
  readonly child: { readonly source: Id; readonly columns: readonly Id[] };
  readonly parent: { readonly source: Id; readonly columns: readonly Id[] };
  /** `same`: both name the same things, each in its own table; `reference`: many rows may name one. */
  readonly kind: 'reference' | 'same';
  /** `akin`: values, and another word for what they name. */
  readonly by: 'declared' | 'names' | 'values' | 'names_and_values' | 'akin';
  readonly role: string;
  /** Share of the child's different values that the parent has; nothing where it could not be measured. */
  readonly coverage?: number;
  readonly figures?: Pick<OverlapFigures, 'childDistinct' | 'parentDistinct' | 'shared'> & { readonly orphanRows?: number };
  /** Values meet only without regard to white space around them and letter case. */
  readonly needsCleaning: boolean;
  /** Rows without a value. */
  readonly missing: number;
  readonly score: number;
}

/** Values that meet, but by accident. */
export interface RefusedReference {
  readonly child: { readonly source: Id; readonly column: Id };
  readonly parent: { readonly source: Id; readonly column: Id };
  readonly figures: OverlapFigures;
  readonly because: string;
}

const NAMED_COVERAGE = 0.5;
const UNNAMED_COVERAGE = 0.9;
const AKIN_COVERAGE = 0.95;
const TELLING = 0.95;

/** Whether values of this kind do not meet by chance: codes of several characters with digits, many of them. */
function isTelling({ nature, figures, column }: KnownColumn): boolean {
  if (!figures || nature === 'prose' || column.type === 'integer' || column.type === 'bigint') return false;
  const { sample, shortest = 0, longest = 0 } = figures;
  const mixed = sample.filter((value) => /\p{L}/u.test(value) && /\d/.test(value)).length / Math.max(1, sample.length);
  const isNumbered = figures.forms.integer === figures.filled && shortest === longest && shortest >= 6;
  return figures.distinct >= FEW_ROWS && longest >= 4 && (mixed > 0.9 || isNumbered);
}

/** Why a column's values cannot be keys of another table, whatever they meet. */
function unlikely({ nature, type, column }: KnownColumn): string | undefined {
  if (nature === 'flag') return 'it is a flag or a state with a handful of values';
  if (nature === 'moment') return 'it is a date';
  if (nature === 'measure' || (nature === 'whole' && soundsLikeMeasure(column.name))) return 'it is a measure';
  if (nature === 'prose') return 'it is free text';
  return type.kind === 'boolean' ? 'it is true or false' : undefined;
}

interface Judged {
  readonly overlap: OverlapFigures;
  readonly match: NameMatch | undefined;
  readonly coverage: number;
  readonly score: number;
  readonly refused?: string;
}

function judge(overlap: OverlapFigures, child: KnownColumn, parent: KnownColumn, match: NameMatch | undefined, isSame: boolean): Judged {
  const smaller = Math.max(1, Math.min(overlap.childDistinct, isSame ? overlap.parentDistinct : overlap.childDistinct));
  const coverage = overlap.shared / smaller;
  const no = (refused: string): Judged => ({ overlap, match, coverage, score: 0, refused });
  const reason = unlikely(child);
  if (reason !== undefined && !(child.nature === 'flag' && match)) return no(reason);
  if (child.column.type !== parent.column.type && !match) return no('the types differ and so do the names');
  if (match?.by === 'akin') {
    if (coverage < AKIN_COVERAGE) return no(`the names are akin, and ${Math.round((1 - coverage) * 100)} % of its values are no keys there`);
    if (overlap.childDistinct < FEW_ROWS) return no('the names are only akin, and so few values are found in many lists');
    return { overlap, match, coverage, score: 0.3 + 0.35 * coverage };
  }
  if (match) {
    if (coverage < NAMED_COVERAGE) return no(`the names agree, but only ${Math.round(coverage * 100)} % of its values are keys there`);
    const telling = isTelling(child) && isTelling(parent) ? 0.1 : 0;
    return { overlap, match, coverage, score: Math.min(1, 0.45 + 0.35 * coverage + (match.by === 'equal' ? 0.1 : 0) + telling) };
  }
  if (coverage < UNNAMED_COVERAGE) return no(`no name speaks for it, and ${Math.round((1 - coverage) * 100)} % of its values are no keys there`);
  if (!isTelling(child) || !isTelling(parent)) return no('no name speaks for it, and values like these are found in many lists');
  return { overlap, match, coverage, score: 0.4 + 0.4 * coverage };
}

const placeName = (source: Id, column: Id): string => `${source} ${column}`;

/** Tables with a key of one column, by the last word of what they are or of their key's name, and by that name whole. */
function targetsByName(
  tables: readonly KnownTable[],
  single: (id: Id) => Id | undefined,
  entities: ReadonlyMap<Id, readonly string[]>,
): ReadonlyMap<string, readonly KnownTable[]> {
  const found = new Map<string, KnownTable[]>();
  for (const table of tables) {
    const key = table.byId.get(single(table.source.id) ?? '');
    if (!key) continue;
    const name = ownName(table.source, key.column.name);
    const names = [aboutWords(name).at(-1), entities.get(table.source.id)?.at(-1), `=${wordsOf(name).join('')}`];
    for (const word of new Set(names)) if (word !== undefined) found.set(word, [...(found.get(word) ?? []), table]);
  }
  return found;
}

export interface References {
  readonly found: readonly ReferenceFinding[];
  readonly refused: readonly RefusedReference[];
}

/** Foreign keys, and keys that two tables share, by names and by values. */
export function referenceFindings(
  tables: readonly KnownTable[],
  evidence: Evidence,
  keys: ReadonlyMap<Id, KeyFinding | undefined>,
  entities: ReadonlyMap<Id, readonly string[]>,
  declared: readonly DeclaredReference[],
): References {
  const found: ReferenceFinding[] = [];
  const refused: RefusedReference[] = [];
  const met = new Map<string, OverlapFigures[]>();
  for (const overlap of evidence.overlaps) {
    const name = placeName(overlap.child.source, overlap.child.column);
    met.set(name, [...(met.get(name) ?? []), overlap]);
  }
  const overlapOf = (source: Id, column: Id, toSource: Id, toColumn: Id): OverlapFigures | undefined =>
    met.get(placeName(source, column))?.find(({ parent }) => parent.source === toSource && parent.column === toColumn);
  const single = (id: Id): Id | undefined => (keys.get(id)?.columns.length === 1 ? keys.get(id)?.columns[0] : undefined);
  const missingIn = (table: KnownTable, columns: readonly Id[]): number =>
    Math.max(
      0,
      ...columns.map((id) => {
        const figures = table.byId.get(id)?.figures;
        return figures ? (table.evidence?.sampled ?? table.rows) - figures.filled + figures.blanks : 0;
      }),
    );

  const named = targetsByName(tables, single, entities);
  const place = new Map(tables.map((table, index) => [table, index]));
  const byId = new Map(tables.map((table) => [table.source.id, table]));
  /** Tables that a column may refer to: by a word of its name, by a value, or its own. */
  const targetsOf = (table: KnownTable, { column }: KnownColumn): readonly KnownTable[] => {
    const close = [
      table,
      ...(named.get(aboutWords(ownName(table.source, column.name)).at(-1) ?? '') ?? []),
      ...(named.get(`=${wordsOf(ownName(table.source, column.name)).join('')}`) ?? []),
      ...(met.get(placeName(table.source.id, column.id)) ?? []).flatMap(({ parent }) => byId.get(parent.source) ?? []),
    ];
    return [...new Set(close)].toSorted((a, b) => (place.get(a) ?? 0) - (place.get(b) ?? 0));
  };

  for (const table of tables) {
    const own = keys.get(table.source.id);
    const told = declared.filter(({ child }) => child.source === table.source.id);
    for (const { child, parent } of told) {
      const overlap = child.columns.length === 1 ? overlapOf(child.source, child.columns[0] ?? '', parent.source, parent.columns[0] ?? '') : undefined;
      found.push({
        child,
        parent,
        kind: 'reference',
        by: 'declared',
        role: roleOf(table, child.columns, parent, entities, tables),
        ...(overlap ? measured(overlap, false) : {}),
        needsCleaning: overlap !== undefined && overlap.alike < overlap.shared,
        missing: missingIn(table, child.columns),
        score: 1,
      });
    }
    for (const one of table.columns) {
      const { id, name } = one.column;
      if (told.some(({ child }) => child.columns.length === 1 && child.columns[0] === id)) continue;
      const judged: (Judged & { readonly parent: Id; readonly column: Id; readonly isSame: boolean })[] = [];
      for (const target of targetsOf(table, one)) {
        const column = single(target.source.id);
        const parent = column === undefined ? undefined : target.byId.get(column);
        if (column === undefined || !parent || (target === table && column === id)) continue;
        const isSame = target !== table && own?.columns.length === 1 && own.columns[0] === id;
        const said = matchNames(
          ownName(table.source, name),
          ownName(target.source, parent.column.name),
          entities.get(target.source.id) ?? [],
          target === table,
        );
        // Two lists of their own under akin names may well be of different things.
        const match = isSame && said?.by === 'akin' ? undefined : said;
        const overlap = overlapOf(table.source.id, id, target.source.id, column);
        if (overlap && overlap.shared > 0)
          judged.push({ ...judge(overlap, one, parent, target === table && !match ? undefined : match, isSame), parent: target.source.id, column, isSame });
        // Without rows on one side names have to do.
        else if (match && match.by !== 'akin' && (!table.evidence || !target.evidence) && unlikely(one) === undefined && !isSame)
          found.push({
            child: { source: table.source.id, columns: [id] },
            parent: { source: target.source.id, columns: [column] },
            kind: 'reference',
            by: 'names',
            role: match.role,
            needsCleaning: false,
            missing: missingIn(table, [id]),
            score: match.by === 'equal' ? 0.55 : 0.45,
          });
      }
      const good = judged.filter((each) => each.refused === undefined && !(each.parent === table.source.id && !each.match));
      // Another word for two tables at once says of neither that it is meant.
      const akin = good.filter(({ match }) => match?.by === 'akin');
      const unclear = akin.length > 1 ? akin : [];
      const best = good.filter((each) => !unclear.includes(each)).toSorted((a, b) => b.score - a.score || b.overlap.parentDistinct - a.overlap.parentDistinct);
      const taken = own?.columns.length === 1 && own.columns[0] === id ? best.filter(({ isSame }) => isSame) : best.slice(0, 1);
      for (const each of taken) {
        // Both sides tell of it; the table with more keys is the one that is referred to.
        const isTold = each.isSame && found.some((one) => one.kind === 'same' && one.child.source === each.parent && one.parent.source === table.source.id);
        if (isTold) continue;
        found.push({
          child: { source: table.source.id, columns: [id] },
          parent: { source: each.parent, columns: [each.column] },
          kind: each.isSame ? 'same' : 'reference',
          by: each.match?.by === 'akin' ? 'akin' : each.match ? 'names_and_values' : 'values',
          role: each.match?.role ?? '',
          ...measured(each.overlap, each.isSame),
          needsCleaning: each.overlap.alike < each.overlap.shared,
          missing: missingIn(table, [id]),
          score: each.score,
        });
      }
      for (const each of judged) {
        const because = unclear.includes(each) ? 'its name is another word for what several tables hold' : each.refused;
        if (because !== undefined && each.coverage >= TELLING && each.overlap.childDistinct > 1)
          refused.push({
            child: { source: table.source.id, column: id },
            parent: { source: each.parent, column: each.column },
            figures: each.overlap,
            because,
          });
      }
    }
  }
  return { found: [...found, ...setReferences(tables, evidence, found)], refused };
}

const measured = (overlap: OverlapFigures, isSame: boolean) => ({
  coverage: overlap.shared / Math.max(1, isSame ? Math.min(overlap.childDistinct, overlap.parentDistinct) : overlap.childDistinct),
  figures: {
    childDistinct: overlap.childDistinct,
    parentDistinct: overlap.parentDistinct,
    shared: overlap.shared,
    orphanRows: overlap.childRows - overlap.sharedRows,
  },
});

function roleOf(
  table: KnownTable,
  columns: readonly Id[],
  parent: { readonly source: Id; readonly columns: readonly Id[] },
  entities: ReadonlyMap<Id, readonly string[]>,
  tables: readonly KnownTable[],
): string {
  const [column] = columns;
  const target = tables.find(({ source }) => source.id === parent.source);
  const name = column === undefined ? undefined : table.byId.get(column)?.column.name;
  const key = target?.byId.get(parent.columns[0] ?? '')?.column.name;
  if (columns.length !== 1 || name === undefined || key === undefined || !target) return '';
  return matchNames(ownName(table.source, name), ownName(target.source, key), entities.get(parent.source) ?? [], target === table)?.role ?? '';
}

/** References of several columns at once, which the pairs of columns cannot tell. */
function setReferences(tables: readonly KnownTable[], evidence: Evidence, known: readonly ReferenceFinding[]): readonly ReferenceFinding[] {
  return evidence.setOverlaps.flatMap(({ child, parent, childDistinct, shared }): readonly ReferenceFinding[] => {
    const coverage = shared / Math.max(1, childDistinct);
    const table = tables.find(({ source }) => source.id === child.source);
    if (coverage < UNNAMED_COVERAGE || !table || known.some((one) => one.by === 'declared' && one.child.columns.join() === child.columns.join())) return [];
    return [
      {
        child,
        parent,
        kind: 'reference',
        by: 'names_and_values',
        role: '',
        coverage,
        figures: { childDistinct, parentDistinct: childDistinct, shared },
        needsCleaning: false,
        missing: 0,
        score: 0.5 + 0.4 * coverage,
      },
    ];
  });
}
