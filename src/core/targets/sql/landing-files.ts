import { DIALECTS } from '../../dialects/registry.ts';
import type { Platform } from '../../model/types.ts';
import type { Plan, Relation } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { col, eq } from '../../sql/build.ts';
import { createPrinting, printStatement, statementTexts } from '../../sql/print.ts';
import { csvRows, csvText, nullMark, type CsvRow } from '../csv-rows.ts';
import { fileStem } from '../script.ts';
import type { GeneratedFile, LandedRows } from '../types.ts';
import { LANDING_CLIENTS } from './landing-clients.ts';

interface Landed {
  readonly relation: Relation;
  readonly place: number;
  readonly rows: readonly CsvRow[];
  /** Where in a row the load date is. */
  readonly at: number;
}

const loadDates = (landed: readonly Landed[]): readonly string[] =>
  [...new Set(landed.flatMap(({ rows, at }) => rows.flatMap((row) => row[at] ?? [])))].toSorted();

/** A folder per delivery, oldest first: a CSV per landing table that it brings rows for, and the script that lands them. */
export function landingFiles(plan: Plan, platform: Platform, rows: LandedRows): readonly GeneratedFile[] {
  const dialect = DIALECTS[platform];
  const { p } = createPrinting(dialect, { relation: (id) => `${id} is no table to land in` });
  const landed = plan.relations.flatMap((relation, index): readonly Landed[] => {
    const text = rows.get(relation.id);
    const at = relation.columns.findIndex(({ role }) => role === 'load_date');
    return text === undefined || at === -1 ? [] : [{ relation, place: index + 1, rows: csvRows(text), at }];
  });
  const mark = nullMark(new Set(landed.flatMap((one) => one.rows.flatMap((row) => row.filter((value) => value !== null)))));
  return loadDates(landed).flatMap((loadDate) => {
    const folder = `landing/${loadDate.replaceAll(/[^\d]+/g, (gap) => (gap === ' ' ? '_' : '-'))}`;
    const arrived = landed.flatMap(({ relation, place, rows: all, at }) => {
      const own = all.filter((row) => row[at] === loadDate);
      const { name, type } = relation.columns[at] ?? {};
      if (own.length === 0 || name === undefined || type === undefined) return [];
      const moment: Expr = { t: 'lit', value: loadDate, type };
      const file = {
        table: relation.table,
        columns: relation.columns,
        name: `${fileStem(relation, place, plan.relations.length)}.csv`,
        takeOut: statementTexts(
          relation.load.kind === 'landing' && relation.load.keep === 'last'
            ? { t: 'deleteAll', table: relation.table }
            : { t: 'deleteWhere', table: relation.table, where: eq(col(name), moment) },
          p,
        ),
      };
      return [
        {
          file,
          text: csvText(
            relation.columns.map((column) => column.name),
            own,
            mark,
          ),
        },
      ];
    });
    const scripts = LANDING_CLIENTS[platform](
      {
        title: `Lands the delivery of ${loadDate}`,
        folder,
        files: arrived.map(({ file }) => file),
        mark,
        begin: printStatement({ t: 'begin' }, dialect).statements,
        commit: printStatement({ t: 'commit' }, dialect).statements,
      },
      p,
    );
    return [
      ...arrived.map(({ file, text }) => ({ path: `${folder}/${file.name}`, text })),
      ...scripts.map(({ name, text }) => ({ path: `${folder}/${name}`, text })),
    ];
  });
}
