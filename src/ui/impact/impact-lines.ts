import type { ColumnImpact, Impact, RelationImpact } from '../../core/plan/impact.ts';
import { plural } from '../panel/numbers.ts';

/** Lines of one kind, under what they have in common. */
export interface ImpactGroup {
  readonly id: 'gone' | 'lost' | 'problems' | 'new' | 'tables' | 'columns' | 'queries';
  readonly title: string;
  readonly lines: readonly string[];
  /** Takes something away or leaves something broken. */
  readonly grave: boolean;
}

const columnText = ({ change, name, to }: ColumnImpact): string =>
  change === 'renamed' ? `${name} → ${to ?? ''}` : change === 'retyped' ? `${name} becomes ${to ?? ''}` : change === 'added' ? `+ ${name}` : `− ${name}`;

const isMain = ({ relation, origin }: RelationImpact): boolean => relation === origin;
const changed = (impact: RelationImpact, changes: readonly ColumnImpact['change'][]): readonly string[] => {
  const columns = impact.columns.filter(({ change }) => changes.includes(change));
  return columns.length === 0 ? [] : [`${impact.to ?? impact.table}: ${columns.map(columnText).join(', ')}`];
};

/**
 * An impact in words, the gravest first.
 * @param meant ids of the objects the change is about: what becomes of them is no surprise.
 */
export function impactGroups({ relations, problems }: Impact, meant: ReadonlySet<string> = new Set()): readonly ImpactGroup[] {
  const tables = (change: RelationImpact['change']) => relations.filter((impact) => impact.change === change);
  const gone = tables('removed').filter(isMain);
  const lost = gone.filter(({ origin }) => !meant.has(origin));
  const queries = tables('query');
  const groups: readonly (ImpactGroup | undefined)[] = [
    {
      id: 'lost',
      title: lost.length === 1 ? 'One other table can no longer be built' : `${lost.length} other tables can no longer be built`,
      lines: lost.map(({ table }) => table),
      grave: true,
    },
    {
      id: 'problems',
      title: problems.length === 1 ? 'A problem to mend afterwards' : `${problems.length} problems to mend afterwards`,
      lines: problems.map(({ message }) => message),
      grave: true,
    },
    {
      id: 'gone',
      title: `${plural(gone.length - lost.length, 'table')} gone`,
      lines: gone.filter(({ origin }) => meant.has(origin)).map(({ table }) => table),
      grave: false,
    },
    {
      id: 'tables',
      title: 'Tables and views that are called otherwise',
      lines: tables('renamed').map(({ table, to }) => `${table} → ${to ?? ''}`),
      grave: false,
    },
    {
      id: 'columns',
      title: 'Columns that change',
      lines: relations.flatMap((impact) => changed(impact, ['removed', 'retyped', 'added', 'renamed'])),
      grave: false,
    },
    { id: 'new', title: 'New tables and views', lines: tables('added').map(({ table }) => table), grave: false },
    {
      id: 'queries',
      title: queries.length === 1 ? 'One query follows' : `${queries.length} queries follow`,
      lines: queries.map(({ table }) => table),
      grave: false,
    },
  ];
  return groups.flatMap((group) => (group && group.lines.length > 0 ? [group] : []));
}

/** An impact in one line, for a place beside a field. */
export function impactSummary({ relations, problems }: Impact): string {
  const columns = relations.reduce((sum, { columns: list }) => sum + list.length, 0);
  const tables = relations.filter(({ change }) => change === 'renamed').length;
  const gone = relations.filter(({ change }) => change === 'removed').length;
  const queries = relations.filter(({ change }) => change === 'query' || change === 'columns' || change === 'renamed').length;
  const parts = [
    ...(gone > 0 ? [`${plural(gone, 'table')} gone`] : []),
    ...(tables > 0 ? [`${plural(tables, 'table or view', 'tables or views')} renamed`] : []),
    ...(columns > 0 ? [`${plural(columns, 'column')} changed`] : []),
    ...(queries > 0 ? [`SQL of ${plural(queries, 'table')} follows`] : []),
    ...(problems.length > 0 ? [plural(problems.length, 'new problem')] : []),
  ];
  return parts.length === 0 ? 'Nothing else changes.' : `${parts.join(', ')}.`;
}
