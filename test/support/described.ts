import type { Fact, Id, ModelObject, Project } from '../../src/core/model/types.ts';
import { baseName } from '../../src/core/naming/technical-names.ts';

/** Model objects in words that do not depend on their ids: what they are about, from which source, in which roles. */
export function described(project: Project, objects: readonly ModelObject[]): readonly string[] {
  const base = (id: Id): string => {
    const object = project.objects[id];
    return object ? baseName(object, project.settings) : id;
  };
  const source = (id: Id): string => {
    const object = project.objects[id];
    if (object?.kind === 'staging') return object.source;
    return object?.kind === 'intermediate' ? source(object.inputs[0]?.from ?? '') : id;
  };
  const by = (names: readonly string[]): string => (names.length > 0 ? ` by ${names.join(', ')}` : '');
  const named = (columns: readonly { readonly name: string }[]): readonly string[] => columns.map(({ name }) => name);
  const parent = (id: Id): string => {
    const object = project.objects[id];
    if (object?.kind !== 'link') return base(id);
    const hubs = object.hubs.map(({ hub, role }) => `${role === undefined ? '' : `${role} `}${base(hub)}`).join(' + ');
    return `${hubs}${by(named(object.columns.filter(({ use }) => use === 'dependent_key')))}`;
  };
  const roles = ({ dimensions }: Fact): readonly string[] =>
    dimensions.map(({ dimension, role }) => {
      const object = project.objects[dimension];
      const what = object?.kind === 'dimension' && object.dimension_type === 'junk' ? 'junk' : base(dimension);
      return `${what}${role === undefined ? '' : ` as ${role}`}`;
    });
  return objects.flatMap((object): readonly string[] => {
    switch (object.kind) {
      case 'hub':
      case 'reference':
        return [`${object.kind} ${base(object.id)}`];
      case 'link':
        return [
          `link ${parent(object.id)}${object.link_type === undefined ? '' : ` ${object.link_type === 'non_historised' ? 'non-historised' : object.link_type}`}`,
        ];
      case 'satellite': {
        const suffix = /_(private|often)$/.exec(object.name)?.[1];
        const active = object.satellite_type === 'multi_active';
        return [
          `satellite ${active ? 'multi-active ' : ''}${parent(object.parent)} @ ${source(object.feeds[0]?.from ?? '')}${suffix === undefined ? '' : ` ${suffix}`}${active ? by(named(object.columns.filter(({ use }) => use === 'multi_active_key'))) : ''}`,
        ];
      }
      case 'dimension':
        return object.dimension_type === 'junk'
          ? [`junk ${source(object.feeds[0]?.from ?? '')}: ${object.columns.map(({ name }) => name).join(', ')}`]
          : [`dimension ${base(object.id)}`];
      case 'hierarchy': {
        const dimension = project.objects[object.dimension];
        const column = dimension?.kind === 'dimension' ? dimension.columns.find(({ id }) => id === object.parent)?.name : undefined;
        return [`hierarchy ${base(object.dimension)} by ${column ?? '?'}`];
      }
      case 'intermediate': {
        const [first = '', ...others] = object.inputs.map(({ from }) => source(from));
        return [`${object.combine} ${[first, ...others.toSorted()].join(' + ')}`];
      }
      case 'date_dimension':
        return ['date'];
      case 'fact':
        return [`${object.fact_type} ${source(object.feeds[0]?.from ?? '')}${by(roles(object).toSorted())}`];
      default:
        return [];
    }
  });
}

/** The same whatever the order in which the dimensions of a fact stand. */
const ordered = (text: string): string => {
  const [what = '', parts] = text.split(' by ');
  return /^(transaction|periodic|accumulating|factless)/.test(what) && parts !== undefined ? `${what} by ${parts.split(', ').toSorted().join(', ')}` : text;
};

/** Of what was found, how much is true; of what is true, how much was found; and what differs. */
export function compared(all: readonly string[], known: readonly string[]) {
  const [found, truth] = [all.map(ordered), known.map(ordered)];
  const right = found.filter((one) => truth.includes(one)).length;
  return {
    precision: found.length === 0 ? 1 : right / found.length,
    recall: truth.length === 0 ? 1 : right / truth.length,
    wrong: found.filter((one) => !truth.includes(one)),
    lacking: truth.filter((one) => !found.includes(one)),
  };
}
