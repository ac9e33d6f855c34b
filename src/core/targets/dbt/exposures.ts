import type { Diagnostic } from '../../model/diagnostic.ts';
import type { Plan } from '../../plan/types.ts';
import { freeName, plainName } from '../plain-name.ts';
import type { GeneratedFile } from '../types.ts';
import { yamlText, type Yaml } from '../yaml-text.ts';
import { SOURCE } from './dbt-query.ts';
import { inJinja } from './jinja.ts';
import type { PropertyContext } from './properties.ts';

type Contact = { readonly name?: string | undefined; readonly email?: string | undefined } | undefined;

/** dbt wants to know of somebody. */
const owner = (contact: Contact, otherwise: string): { readonly [key: string]: Yaml } => {
  const known = { ...(contact?.name ? { name: inJinja(contact.name) } : {}), ...(contact?.email ? { email: inJinja(contact.email) } : {}) };
  return Object.keys(known).length > 0 ? known : { name: inJinja(otherwise) };
};

/** What reads from the warehouse, in the words of dbt. */
export function exposureFiles({ plan, platform, names, sources }: PropertyContext): readonly GeneratedFile[] {
  if (plan.exposures.length === 0) return [];
  const taken = new Set<string>();
  const exposures = plan.exposures.map((exposure): Yaml => {
    const name = freeName(plainName(exposure.name, platform), taken);
    taken.add(name);
    const reads = exposure.reads.flatMap((id) => {
      const model = names.get(id);
      const source = sources.get(id);
      return model ? [`ref('${model.model}')`] : source === undefined ? [] : [`source('${SOURCE}', '${source}')`];
    });
    return {
      name,
      label: inJinja(exposure.name),
      type: exposure.type,
      ...(exposure.maturity === undefined ? {} : { maturity: exposure.maturity }),
      ...(exposure.url === undefined ? {} : { url: inJinja(exposure.url) }),
      ...(exposure.description === undefined ? {} : { description: inJinja(exposure.description) }),
      depends_on: reads,
      owner: owner(exposure.owner, plan.name),
    };
  });
  return [{ path: 'models/exposures.yml', text: yamlText({ exposures }) }];
}

/** Groups in use, those that the settings do not describe by their name alone. */
export function groupFiles(plan: Plan): readonly GeneratedFile[] {
  const used = new Set([...plan.groups.map(({ name }) => name), ...plan.relations.flatMap(({ group }) => (group === undefined ? [] : [group]))]);
  if (used.size === 0) return [];
  const groups = [...used].map((name): Yaml => ({ name, owner: owner(plan.groups.find((group) => group.name === name)?.owner, name) }));
  return [{ path: 'models/groups.yml', text: yamlText({ groups }) }];
}

/** Models that only their group may read, and that others read; dbt would not build such a project. */
export function accessProblems(plan: Plan): readonly Diagnostic[] {
  const nameOf = (id: string): string => plan.byId.get(id)?.table.name ?? id;
  return plan.relations.flatMap((relation) => {
    const report = (code: string, message: string): Diagnostic => ({ code, severity: 'error', message, at: { object: relation.origin } });
    const lonely =
      relation.access === 'private' && relation.group === undefined && relation.id === relation.origin
        ? [report('private-without-group', `${nameOf(relation.id)} is private and belongs to no group: give it one, or another access.`)]
        : [];
    const foreign = relation.dependsOn.flatMap((id) => {
      const read = plan.byId.get(id);
      if (read?.access !== 'private' || read.group === relation.group) return [];
      return [
        report(
          'reads-private',
          `${nameOf(relation.id)} reads ${nameOf(id)}, which is private to the group ${read.group ?? ''}: put both in one group, or open ${nameOf(id)}.`,
        ),
      ];
    });
    return [...lonely, ...foreign];
  });
}
