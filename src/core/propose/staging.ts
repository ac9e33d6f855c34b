import { makeObject } from '../commands/make-object.ts';
import type { KnownColumn, KnownTable } from '../infer/columns.ts';
import type { Form } from '../infer/evidence.ts';
import { logicalTypeText } from '../model/logical-type.ts';
import type { Column, Id, Staging, StagingColumn } from '../model/types.ts';
import type { Planner } from './planner.ts';
import { count, times } from './say.ts';
import { referringTo, type Entity, type Shape } from './shape.ts';

const quoted = (name: string): string => (/^[a-z_][a-z0-9_]*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`);

/** What reads a text of a form as another type, on every platform. */
function reading(form: Form, name: string, type: string): string | undefined {
  const value = `trim(${quoted(name)})`;
  const date = (year: number, month: number, day: number): string =>
    `case when ${value} <> '' then cast(concat(substring(${value}, ${year}, 4), '-', substring(${value}, ${month}, 2), '-', substring(${value}, ${day}, 2)) as date) end`;
  switch (form) {
    case 'dmy_dot':
    case 'dmy_slash':
    case 'dmy_dash':
      return date(7, 4, 1);
    case 'mdy_slash':
      return date(7, 1, 4);
    case 'decimal_comma':
      return `cast(replace(replace(${value}, '.', ''), ',', '.') as ${type})`;
    case 'yes_no':
      return `case when upper(${value}) in ('YES', 'Y', 'JA', 'J', 'TRUE', 'T', 'OUI', 'SI') then true when upper(${value}) in ('NO', 'N', 'NEIN', 'FALSE', 'F', 'NON') then false end`;
    default:
      return undefined;
  }
}

const FORM_WORDS: Readonly<Partial<Record<Form, string>>> = {
  dmy_dot: 'dates written day.month.year',
  dmy_slash: 'dates written day/month/year',
  mdy_slash: 'dates written month/day/year',
  dmy_dash: 'dates written day-month-year',
  decimal_comma: 'numbers with a decimal comma',
  yes_no: 'words for true and false',
};

/** Whether different keys would become one if letter case counted no more. */
const casesDiffer = ({ figures }: KnownColumn): boolean => figures !== undefined && figures.folded < figures.distinct && figures.padded === 0;

/** How the values of a key are cleaned, the same in all tables that have it. */
function cleaning(entity: Entity, column: KnownColumn, folding: ReadonlySet<string>): NonNullable<StagingColumn['clean']> | undefined {
  if (column.type.kind !== 'text') return undefined;
  const needsCase =
    folding.has(entity.id) &&
    !entity.members.some(({ table, column: id }) => {
      const own = table.byId.get(id);
      return own !== undefined && casesDiffer(own);
    });
  return needsCase ? ['trim', 'upper', 'empty_as_null'] : ['trim', 'empty_as_null'];
}

export interface Staged {
  readonly object: Staging;
  readonly table: KnownTable;
  /** Source column id → the staged column that carries it, if one does. */
  column(id: Id): Column | undefined;
}

/** The staging object of a table: the one the model has, or a proposed one, with types and cleaning as the rows need them. */
export function stage(planner: Planner, table: KnownTable, naming: ReadonlyMap<Id, Entity>, keys: KeyRules): Staged | undefined {
  const { source } = table;
  const carried = (object: Staging) => (id: Id) => object.columns.find((column) => column.from === id) ?? object.columns.find((column) => column.id === id);
  const known = Object.values(planner.project.objects).find((object): object is Staging => object.kind === 'staging' && object.source === source.id);
  if (known) return { object: known, table, column: carried(known) };
  const key = `staging:${source.id}`;
  const words = source.name.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const head = planner.head(key, 'staging', words);
  if (planner.isRefused(key, head.name)) return undefined;
  const plain = makeObject('staging', head, planner.project, source) as Staging;
  const left = new Set(planner.choices.without?.[key]);
  const reasons: string[] = [];
  const columns = plain.columns.flatMap((column): readonly StagingColumn[] => {
    const own = table.byId.get(column.from ?? '');
    if (!own || left.has(column.id)) return left.has(column.id) ? [] : [column];
    const entity = naming.get(own.column.id);
    const type = logicalTypeText(own.type);
    const sensitive = planner.inference.sensitive.get(source.id)?.find((one) => one.column.column.id === own.column.id);
    const marked = sensitive && column.classification === undefined ? { ...column, classification: 'personal' } : column;
    if (entity) {
      const clean = cleaning(entity, own, keys.folding);
      const common = keys.types.get(entity.id);
      return [{ ...marked, type: common ?? column.type, ...(clean ? { clean } : {}) }];
    }
    const expression = own.form === undefined ? undefined : reading(own.form, own.column.name, type);
    if (expression === undefined) return [marked];
    reasons.push(
      `${own.column.name} holds ${FORM_WORDS[own.form ?? 'integer'] ?? 'another type'} in ${times((own.figures?.filled ?? 0) - (own.figures?.blanks ?? 0), 'value')}: it becomes ${type}.`,
    );
    const { from: _, ...derived } = marked;
    return [{ ...derived, type, expression }];
  });
  for (const one of table.columns) {
    if (one.isAmbiguous === true)
      reasons.push(
        `${one.column.name} stays text: all its ${count(one.figures?.filled ?? 0)} values can be read two ways (day or month first, or comma as decimal or thousands).`,
      );
    if ((one.figures?.forms.leading_zero ?? 0) > 0 && one.type.kind === 'text' && one.figures?.forms.integer === one.figures?.filled)
      reasons.push(`${one.column.name} stays text: ${count(one.figures?.forms.leading_zero ?? 0)} of its values begin with a zero.`);
  }
  const cleaned = table.columns.filter(({ column, figures }) => naming.has(column.id) && ((figures?.padded ?? 0) > 0 || (figures?.blanks ?? 0) > 0));
  for (const { column, figures } of cleaned)
    reasons.push(
      `${column.name} has blanks around it in ${times(figures?.padded ?? 0, 'row')} and is blank in ${count(figures?.blanks ?? 0)}: it is trimmed, and nothing left is NULL.`,
    );
  const object: Staging = { ...plain, columns, materialization: 'table' };
  const staged = planner.add(object, {
    key,
    score: table.evidence ? 0.95 : 0.7,
    reasons: [
      table.evidence
        ? `${source.name} brought ${times(table.rows, 'row')} in ${table.evidence.deliveries.length === 1 ? 'one delivery' : `${table.evidence.deliveries.length} deliveries`}.`
        : `${source.name} has no rows yet: types and keys are as its definition says.`,
      ...reasons,
    ],
    missing: table.evidence ? [] : ['Rows: without them nothing tells how texts are written, and whether its key holds.'],
    needs: [],
  });
  return { object: staged, table, column: carried(staged) };
}

/** How keys are staged, the same wherever they stand. */
export interface KeyRules {
  /** Entity → type: as it is where all tables agree, else text. */
  readonly types: ReadonlyMap<string, string>;
  /** Entities whose keys meet only once letter case counts no more. */
  readonly folding: ReadonlySet<string>;
}

/** How the keys of entities are staged so that they meet. */
export function keyRules(entities: readonly Entity[], shapes: readonly Shape[]): KeyRules {
  const places = (entity: Entity) => [
    ...entity.members,
    ...referringTo(shapes, entity).map(({ table, reference: { column, finding } }) => ({ table, column, finding })),
  ];
  return {
    types: new Map(
      entities.map((entity) => {
        const [only = 'text', ...others] = new Set(places(entity).flatMap(({ table, column }) => table.byId.get(column)?.column.type ?? []));
        return [entity.id, others.length === 0 ? only : 'text'];
      }),
    ),
    folding: new Set(entities.filter((entity) => places(entity).some(({ finding }) => finding?.needsCleaning === true)).map(({ id }) => id)),
  };
}
