import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { PLATFORMS } from '../core/model/schema.ts';
import type { ModelObject, Project } from '../core/model/types.ts';
import { writeProject } from '../core/model/write-project.ts';
import type { Plan } from '../core/plan/types.ts';
import { emitFor } from '../core/targets/export-package.ts';
import { TARGETS } from '../core/targets/registry.ts';
import type { OpenedProject } from './open-project.ts';
import { lines, type Outcome } from './problems.ts';
import { generatedBefore, unadopted } from './write-over.ts';

interface Found {
  readonly object: string;
  readonly kind: string;
  readonly code: string;
}

/** Own code in the files of a folder that the project does not have yet. */
function foundIn(folder: string, plan: Plan): readonly Found[] {
  return TARGETS.flatMap((target) => {
    const before = generatedBefore(folder, target.id);
    const platform = PLATFORMS.find((one) => one === before?.platform);
    if (!before || !platform) return [];
    const known = plan.environments.some(({ name }) => name === before.environment);
    const { files } = emitFor(target, plan, platform, known && before.environment !== undefined ? { environment: before.environment } : {});
    return unadopted(folder, files).flatMap(({ file, code }) => (file.object === undefined ? [] : [{ object: file.object, kind: target.id, code }]));
  });
}

const withCode = (object: ModelObject, kind: string, text: string): ModelObject => {
  const { [kind]: _, ...others } = object.code ?? {};
  const code = text === '' ? others : { ...others, [kind]: text };
  const { code: __, ...rest } = object;
  return (Object.keys(code).length === 0 ? rest : { ...rest, code }) as ModelObject;
};

/** Takes own code that somebody wrote into generated files over into the project's files. Other files stay byte for byte. */
export function adopt(path: string, { project, before }: OpenedProject, plan: Plan, from: string): Outcome {
  if (!statSync(path).isDirectory()) return { code: 1, out: lines(`${path} is a zip: unpack it, since only a folder can be written to.`) };
  if (!existsSync(from) || !project) return { code: 1, out: lines(`There is no folder ${from}.`) };
  const found = foundIn(from, plan);
  const objects = found.reduce<Project['objects']>((all, { object, kind, code }) => {
    const known = all[object];
    return known ? { ...all, [object]: withCode(known, kind, code) } : all;
  }, project.objects);
  for (const [file, text] of writeProject({ ...project, objects }, before)) {
    if (before.get(file)?.text === text) continue;
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
  }
  const of = (id: string): string => project.objects[id]?.name ?? id;
  return {
    code: 0,
    out: lines(
      ...found.map(({ object, kind, code }) => `${of(object)}: own code for ${kind} ${code === '' ? 'taken out of' : 'taken into'} the project`),
      `${found.length === 0 ? 'No own code' : `Own code of ${found.length} ${found.length === 1 ? 'file' : 'files'}`} to take over from ${from}`,
    ),
  };
}
