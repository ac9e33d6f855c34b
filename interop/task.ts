import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Platform } from '../src/core/model/types.ts';
import type { Plan, Relation } from '../src/core/plan/types.ts';
import { createStatements } from '../src/core/targets/sql/relation-statements.ts';
import type { RunDelivery } from '../src/engine/run-types.ts';
import { arrivals, quote, tableOf, type Contents, type Row } from './rows.ts';

const literal = (value: string | null): string => (value === null ? 'null' : `'${value.replaceAll("'", "''")}'`);
/** A table that keeps the last delivery only is emptied by its loader first. */
const insert = (relation: Relation, rows: readonly Row[]): readonly string[] =>
  rows.length === 0
    ? []
    : [
        ...(relation.load.kind === 'landing' && relation.load.keep === 'last' ? [`delete from ${tableOf(relation)}`] : []),
        `insert into ${tableOf(relation)} values ${rows.map((row) => `(${row.map(literal).join(', ')})`).join(',\n')}`,
      ];

export function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** How to read a table as text. */
export interface Question {
  readonly id: string;
  readonly sql: string;
  /** Whether it is asked only once all deliveries have come. */
  readonly last?: boolean;
}

/** What a Python driver reads beside a project: how its deliveries land, and the rows that the run in the tab gives after each. */
export const taskOf = (
  name: string,
  plan: Plan,
  platform: Platform,
  questions: readonly Question[],
  deliveries: readonly RunDelivery[],
  states: readonly Contents[],
) => ({
  name,
  platform,
  schemas: [...new Set(plan.relations.map(({ table }) => table.schema))].map(quote),
  landing: plan.relations.filter(({ load }) => load.kind === 'landing').flatMap((relation) => createStatements(plan, relation, platform).statements),
  questions,
  deliveries: deliveries.map((delivery, index) => ({
    land: [...arrivals(plan, states[index] ?? new Map(), delivery)].flatMap(([id, rows]) => {
      const relation = plan.byId.get(id);
      return relation ? insert(relation, rows) : [];
    }),
    expected: Object.fromEntries([...(states[index] ?? [])].map(([id, rows]) => [id, rows])),
  })),
});
