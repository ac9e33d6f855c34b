import type { Column, Id, Project } from '../../model/types.ts';
import type { PlanColumn } from '../../plan/types.ts';
import type { Expr } from '../../sql/ast.ts';
import { col } from '../../sql/build.ts';
import { technicalColumn, typeOf } from '../context.ts';
import { hashDiff, hashKey, hashType } from '../hash.ts';
import { hashDemands } from './hash-demand.ts';

/** A hash that something fed by an object needs, over the object's own columns. */
export interface DemandedHash {
  readonly column: PlanColumn;
  readonly expr: Expr;
  /** Names of what is hashed. */
  readonly of: readonly string[];
}

/** The hashes that what an object feeds needs from it, as far as it has their columns. */
export function demandedHashes(project: Project, feed: Id, columns: readonly Column[]): readonly DemandedHash[] {
  const rules = project.settings.hash;
  const byId = new Map(columns.map((column) => [column.id, column]));
  return hashDemands(project, feed)
    .filter((demand) => demand.columns.every((id) => byId.has(id)))
    .map((demand) => {
      const inputs = demand.columns.flatMap((id) => byId.get(id) ?? []);
      const parts = inputs.map((column) => ({ expr: col(column.name), type: typeOf(column) }));
      const isKey = demand.kind === 'key';
      return {
        column: technicalColumn(demand.name, hashType(rules), isKey ? 'hash_key' : 'hash_diff', isKey),
        expr: isKey ? hashKey(parts, rules, demand.collisionCode) : hashDiff(parts, rules),
        of: inputs.map((column) => column.name),
      };
    });
}
