import { SEQUENCE, technicalOf } from '../naming/technical-names.ts';
import type { Diagnostic, DiagnosticPlace } from './diagnostic.ts';
import { KINDS } from './kinds.ts';
import { columnsOf, feedObject, isFed } from './lookup.ts';
import type { Id, ModelObject, Project } from './types.ts';

type Report = (code: string, severity: Diagnostic['severity'], message: string, at: DiagnosticPlace) => void;

function checkNames(project: Project, report: Report): void {
  const owners = new Map<string, ModelObject>();
  for (const object of Object.values(project.objects)) {
    const schema = project.settings.schemas[KINDS[object.kind].layer];
    const key = JSON.stringify([schema?.toLowerCase(), object.name.toLowerCase()]);
    const first = owners.get(key);
    if (first)
      report('duplicate-name', 'error', `${object.name} and ${first.name} would be the same table, ${schema}.${first.name}: rename one of them.`, {
        object: object.id,
      });
    else owners.set(key, object);
  }
}

/** Names that the load adds to an object's own columns. */
function technicalNames(object: ModelObject, project: Project): readonly string[] {
  const { load_date, record_source, hash_diff, valid_from, valid_to, is_current } = technicalOf(object, project.settings);
  switch (object.kind) {
    case 'source':
    case 'staging':
    case 'intermediate':
      return [load_date, record_source, SEQUENCE];
    case 'hub':
    case 'link':
    case 'reference':
    case 'fact':
      return [load_date, record_source];
    case 'satellite':
      return [load_date, record_source, hash_diff];
    case 'dimension':
      return object.columns.some((column) => column.history === 2) ? [load_date, valid_from, valid_to, is_current] : [load_date];
    case 'group_bridge':
      return [load_date];
    default:
      return [];
  }
}

function checkColumns(object: ModelObject, project: Project, report: Report): void {
  const technical = new Set(technicalNames(object, project).map((name) => name.toLowerCase()));
  const names = new Set<string>();
  const ids = new Set<Id>();
  for (const column of columnsOf(object)) {
    const at = { object: object.id, column: column.id };
    const name = column.name.toLowerCase();
    if (ids.has(column.id)) report('duplicate-id', 'error', `${object.name} has two columns with the id ${column.id}: give one another id in its file.`, at);
    else if (names.has(name))
      report('duplicate-column', 'error', `${object.name} has two columns named ${column.name}, and platforms do not tell case apart: rename one.`, at);
    else if (technical.has(name))
      report(
        'technical-name',
        'error',
        `${object.name}.${column.name} has the name of a technical column: rename it, or the technical column in the settings.`,
        at,
      );
    ids.add(column.id);
    names.add(name);
  }
}

function checkReferences(object: ModelObject, project: Project, report: Report): void {
  const ids = new Set(columnsOf(object).map((column) => column.id));
  if (object.kind === 'source') {
    if (object.columns.length === 0) report('no-columns', 'warning', `${object.name} has no columns: drop a file of it, or add them.`, { object: object.id });
    for (const key of object.key ?? [])
      if (!ids.has(key))
        report('key-column-missing', 'error', `The key of ${object.name} names column ${key}, which is gone: choose the key again.`, { object: object.id });
  }
  if (isFed(object)) {
    for (const feed of object.feeds) {
      const from = project.objects[feed.from];
      if (!from)
        report('dangling-reference', 'error', `${object.name} is fed by ${feed.from}, which is gone: remove the feed or choose another.`, {
          object: object.id,
        });
      else if (!feedObject(project, feed.from))
        report(
          'feed-not-staged',
          'error',
          `${object.name} is fed by ${from.name}, a ${KINDS[from.kind].label.toLowerCase()}: it reads staging and intermediate objects only.`,
          {
            object: object.id,
          },
        );
    }
  }
  if (object.kind === 'fact') {
    const known = new Set([...ids, ...object.dimensions.map((reference) => reference.id)]);
    for (const column of object.grain.columns)
      if (!known.has(column))
        report('grain-column-missing', 'error', `The grain of ${object.name} names ${column}, which is gone: choose the grain again.`, { object: object.id });
  }
}

function checkDeliveries(project: Project, report: Report): void {
  const dates = new Map<string, string>();
  const ids = new Set<Id>();
  for (const { id, label, load_date: date, files } of project.deliveries) {
    const name = label ?? id;
    if (ids.has(id)) report('duplicate-id', 'error', `Two deliveries have the id ${id}: give one another id.`, {});
    const twin = dates.get(date);
    if (twin !== undefined)
      report(
        'same-load-date',
        'error',
        `Deliveries ${twin} and ${name} have the same load date ${date}: give each its own, since it tells their rows apart.`,
        {},
      );
    ids.add(id);
    dates.set(date, name);
    for (const source of Object.keys(files))
      if (project.objects[source]?.kind !== 'source')
        report('delivery-of-unknown-source', 'warning', `Delivery ${name} has a file for ${source}, which is no source of this project: take it out.`, {});
  }
}

function checkDiagrams(project: Project, report: Report): void {
  for (const diagram of Object.values(project.diagrams)) {
    const gone = Object.keys(diagram.placed).filter((id) => !project.objects[id]);
    if (gone.length > 0)
      report(
        'diagram-of-unknown-object',
        'warning',
        `Diagram ${diagram.name} places ${gone.join(', ')}, which ${gone.length === 1 ? 'is' : 'are'} not in the project.`,
        {},
      );
  }
}

/** What is wrong with a document before any pattern is expanded; the compiler reports the rest. */
export function checkProject(project: Project): readonly Diagnostic[] {
  const found: Diagnostic[] = [];
  const report: Report = (code, severity, message, at) => found.push({ code, severity, message, at });
  checkNames(project, report);
  for (const object of Object.values(project.objects)) {
    checkColumns(object, project, report);
    checkReferences(object, project, report);
  }
  checkDeliveries(project, report);
  checkDiagrams(project, report);
  return found;
}
