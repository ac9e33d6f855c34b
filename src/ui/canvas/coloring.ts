import type { Id, ModelObject, Project } from '../../core/model/types.ts';
import type { View } from '../../store/studio-types.ts';
import { KIND_COLORS, SAFE_COLORS, SYSTEM_COLORS, type Scheme } from '../kinds/kind-colors.ts';
import { systemsOf } from './systems.ts';

/** What a colour means, in words, and whether it is a system's own. */
export interface Meaning {
  readonly text: string;
  readonly isSystem: boolean;
}

/** What the colours of a diagram mean. */
export interface Coloring {
  /** The colour of an object, in hexadecimal. */
  readonly of: (object: ModelObject) => string;
  /** What that colour means; absent where it means the kind. */
  readonly meaning?: (object: ModelObject) => Meaning;
}

const byKind = (colors: typeof KIND_COLORS, scheme: Scheme): Coloring => ({ of: ({ kind }) => colors[scheme][kind] });
const BY_KIND: Readonly<Record<'classic' | 'safe', Readonly<Record<Scheme, Coloring>>>> = {
  classic: { light: byKind(KIND_COLORS, 'light'), dark: byKind(KIND_COLORS, 'dark') },
  safe: { light: byKind(SAFE_COLORS, 'light'), dark: byKind(SAFE_COLORS, 'dark') },
};

interface Meant extends Meaning {
  readonly color: string;
}

/** A colour for each of the first eight systems by name; what comes from several, or from further ones, shares one. */
function meantBySystem(project: Project, scheme: Scheme): ReadonlyMap<Id, Meant> {
  const { systems: colors, several, none } = SYSTEM_COLORS[scheme];
  const found = systemsOf(project);
  const names = [...new Set([...found.values()].flatMap((systems) => [...systems]))].filter((name) => name !== '').toSorted();
  const meantBy = (systems: ReadonlySet<string>): Meant => {
    const [name, other] = systems;
    if (name === undefined) return { color: none, text: 'Rows from no source', isSystem: false };
    if (other !== undefined) return { color: several, text: 'Several systems', isSystem: false };
    if (name === '') return { color: none, text: 'No system named', isSystem: false };
    const color = colors[names.indexOf(name)];
    return color === undefined ? { color: several, text: 'Other systems', isSystem: false } : { color, text: name, isSystem: true };
  };
  return new Map([...found].map(([id, systems]) => [id, meantBy(systems)]));
}

/** How a diagram is coloured. By kind it is always the same one. */
export function coloringOf(colors: View['colors'], scheme: Scheme, project: Project): Coloring {
  if (colors !== 'systems') return BY_KIND[colors][scheme];
  const meant = meantBySystem(project, scheme);
  const unknown: Meant = { color: SYSTEM_COLORS[scheme].none, text: 'Rows from no source', isSystem: false };
  const meaning = ({ id }: ModelObject): Meant => meant.get(id) ?? unknown;
  return { of: (object) => meaning(object).color, meaning };
}

/** Keeps the coloring while it gives every object the colour that it had: what draws with it compares it by identity. */
export function createColoring(): typeof coloringOf {
  let kept: { readonly coloring: Coloring; readonly told: string } | undefined;
  return (colors, scheme, project) => {
    const coloring = coloringOf(colors, scheme, project);
    if (!coloring.meaning) return coloring;
    const told = JSON.stringify(Object.values(project.objects).map((object) => [object.id, coloring.meaning?.(object), coloring.of(object)]));
    if (kept?.told !== told) kept = { coloring, told };
    return kept.coloring;
  };
}
