import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { applyCommand } from '../core/commands/dispatch.ts';
import { infer, sourcesOf } from '../core/infer/infer.ts';
import { samplingNotes } from '../core/infer/sampling.ts';
import type { Diagnostic } from '../core/model/diagnostic.ts';
import { KINDS } from '../core/model/kinds.ts';
import type { Project } from '../core/model/types.ts';
import { writeProject } from '../core/model/write-project.ts';
import { findingsOf } from '../core/propose/findings.ts';
import { placesFor } from '../core/propose/places.ts';
import { acceptance, propose } from '../core/propose/propose.ts';
import type { Proposal, ProposalKind } from '../core/propose/proposal.ts';
import { openNodeEngine } from '../engine/duckdb-node.ts';
import { measureSources, type MeasuredSources } from '../engine/infer/measure-sources.ts';
import { deliveriesOf } from './deliveries.ts';
import type { OpenedProject } from './open-project.ts';
import { lines, problemLine, type Outcome } from './problems.ts';
import type { Say } from './run.ts';

export interface ProposeCommand {
  /** Both when left out. */
  readonly kind: ProposalKind | undefined;
  /** Prints one JSON object and nothing else. */
  readonly json: boolean;
  /** Takes all that is proposed into the project's files. */
  readonly apply: boolean;
}

function sayProposal({ kind, objects, refused, notes }: Proposal, say: Say): void {
  say(`A ${kind}: ${objects.length} ${objects.length === 1 ? 'object' : 'objects'}`);
  for (const { object, confidence, reasons, missing, updates } of objects) {
    say(`  ${object.name}  ${KINDS[object.kind].label.toLowerCase()}${updates ? ', one more feed' : ''}, confidence ${confidence}`);
    for (const reason of reasons) say(`    ${reason}`);
    for (const lack of missing) say(`    Not looked at: ${lack}`);
  }
  for (const note of notes) say(`  ${note}`);
  if (refused.length > 0) say(`  Refused before: ${refused.map(({ name }) => name).join(', ')}`);
}

function writeOver(path: string, project: Project, { before }: OpenedProject): number {
  let written = 0;
  for (const [file, text] of writeProject(project, before)) {
    if (before.get(file)?.text === text) continue;
    mkdirSync(dirname(join(path, file)), { recursive: true });
    writeFileSync(join(path, file), text);
    written += 1;
  }
  return written;
}

function accepted(project: Project, proposal: Proposal): Project {
  if (proposal.objects.length === 0) return project;
  const taken = acceptance(
    proposal,
    proposal.objects.map(({ key }) => key),
  );
  const [diagram] = Object.values(project.diagrams);
  const placing = diagram ? { diagram: diagram.id, positions: placesFor(project, diagram, taken.objects) } : {};
  return applyCommand(project, 'proposal.accept', { ...taken, ...placing }).project;
}

/** Measures the delivered rows and prints the vault, the star or both that they speak for; `apply` takes them into the folder. */
export async function proposeModel(
  path: string,
  opened: OpenedProject,
  diagnostics: readonly Diagnostic[],
  command: ProposeCommand,
  say: Say,
): Promise<Outcome> {
  const { project } = opened;
  if (!project) return { code: 1, out: lines(...diagnostics.map(problemLine), 'Nothing was proposed.') };
  if (command.apply && !statSync(path).isDirectory()) return { code: 1, out: lines(`${path} is a zip: unpack it, since only a folder can be written to.`) };
  const sources = sourcesOf(project);
  if (sources.length === 0) return { code: 1, out: lines('The project has no sources: there is nothing to propose from.') };
  const { deliveries, missing } = deliveriesOf(project, opened.data);
  const tell: Say = command.json ? () => undefined : say;
  for (const problem of missing) tell(problemLine(problem));
  const engine = await openNodeEngine();
  let measured: MeasuredSources;
  try {
    measured = await measureSources(engine, sources, deliveries);
  } finally {
    await engine.close();
  }
  for (const message of measured.unread) tell(`left out: ${message}`);
  const sampled = samplingNotes(sources, measured.evidence);
  for (const note of sampled) tell(note);
  const kinds: readonly ProposalKind[] = command.kind === undefined ? ['vault', 'star'] : [command.kind];
  let next = project;
  const proposals: Proposal[] = [];
  for (const kind of kinds) {
    // What the vault stages the star builds on.
    const proposal = propose(kind, next, measured.evidence);
    proposals.push(proposal);
    next = accepted(next, proposal);
  }
  const findings = findingsOf(infer(project, measured.evidence));
  if (!command.json) {
    say(`${findings.length} findings`);
    for (const finding of findings) say(`  ${finding.sentence}`);
  }
  for (const proposal of proposals) sayProposal(proposal, tell);
  const written = command.apply ? writeOver(path, next, opened) : 0;
  const troubled = missing.length + measured.unread.length > 0;
  if (command.json) return { code: troubled ? 1 : 0, out: lines(JSON.stringify({ findings, proposals, sampled }, undefined, 2)) };
  const count = proposals.reduce((sum, { objects }) => sum + objects.length, 0);
  return {
    code: troubled ? 1 : 0,
    out: lines(`${count} ${count === 1 ? 'object' : 'objects'} proposed${command.apply ? `, ${written} ${written === 1 ? 'file' : 'files'} written` : ''}`),
  };
}
