import { parseLogicalType } from '../../model/logical-type.ts';
import { feedObject } from '../../model/lookup.ts';
import type { Fact, FactColumn, Project } from '../../model/types.ts';
import { isCurrency } from '../currencies.ts';
import { measureRule } from '../types.ts';

const CURRENCY_COLUMN = /(^|_)(currency|curr|ccy)(_|$)/i;

/** Units of the feeds, where they say one. */
const unitsOf = (measure: FactColumn, fact: Fact): readonly string[] => [
  ...new Set(fact.feeds.filter((feed) => feed.map[measure.id] !== undefined).flatMap((feed) => feed.units?.[measure.id] ?? measure.unit ?? [])),
];

/** Columns of the feeds, and of their sources where no unit says what staging made of them, that look as if they said a currency. */
function currencyColumns(fact: Fact, project: Project, withSources: boolean): readonly string[] {
  return fact.feeds.flatMap(({ from }) => {
    const feed = feedObject(project, from);
    const source = withSources && feed?.kind === 'staging' ? project.objects[feed.source] : undefined;
    return [feed, source?.kind === 'source' ? source : undefined].flatMap((object) =>
      (object?.columns ?? []).filter((column) => CURRENCY_COLUMN.test(column.name)).map((column) => `${object?.name ?? ''}.${column.name}`),
    );
  });
}

/** Amounts of several currencies or units in one column must not be added up. */
export const severalUnits = measureRule('several-units', (measure, fact, { project }) => {
  if (measure.unit_from !== undefined || measure.lag !== undefined) return undefined;
  const units = unitsOf(measure, fact);
  if (units.length > 1)
    return `${fact.name}.${measure.name} has values in ${units.join(' and ')}: convert them to one unit in staging, or add a column that says each row's unit and choose it.`;
  const kind = parseLogicalType(measure.type)?.kind;
  const mayBeMoney = kind === 'decimal' && (units.length === 0 || isCurrency(units[0]));
  const [column] = mayBeMoney ? currencyColumns(fact, project, units.length === 0) : [];
  return column === undefined
    ? undefined
    : `${fact.name}.${measure.name} may be in several currencies, since there is a column ${column}: choose the column of this fact that says each row's currency, or convert to one in staging, leave that column out there, and say its unit.`;
});
