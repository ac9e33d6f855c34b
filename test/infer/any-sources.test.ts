import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyCommand } from '../../src/core/commands/dispatch.ts';
import { freeColumnId } from '../../src/core/commands/free-name.ts';
import { NO_EVIDENCE } from '../../src/core/infer/evidence.ts';
import { checkProject } from '../../src/core/model/check-project.ts';
import { emptyProject } from '../../src/core/model/empty-project.ts';
import type { Column, Project, Source } from '../../src/core/model/types.ts';
import { createCompiler } from '../../src/core/plan/compile.ts';
import { acceptance, propose } from '../../src/core/propose/propose.ts';
import { PROPOSAL_KINDS } from '../../src/core/propose/proposal.ts';

const TABLES = [
  'customers',
  'orders',
  'order_lines',
  'products',
  'crm_contacts',
  'Order Details',
  'price"list',
  'events',
  'countries',
  'hub_x',
  'dates',
  'date',
] as const;
const NAMES = [
  ...'id customer_id order_id order_no line_no product_id ProductID country_code manager_id parent_customer_id customer order'.split(' '),
  ...'name email birth_date ordered_at shipped_on valid_from valid_to is_current hash_diff status date amount quantity'.split(' '),
  ...'customer_hk customer_sk date_sk select load_end_date is_deleted Straße currency balance'.split(' '),
  'Order Date',
  'unit price',
  'say "hi"',
];
const TYPES = ['text', 'bigint', 'integer', 'decimal(12,2)', 'timestamp', 'date', 'boolean', 'float', 'uuid'] as const;

const anyColumns = fc.uniqueArray(fc.record({ name: fc.constantFrom(...NAMES), type: fc.constantFrom(...TYPES) }), {
  selector: ({ name }) => name.toLowerCase(),
  minLength: 1,
  maxLength: 9,
});
const anySource = fc.record({
  name: fc.constantFrom(...TABLES),
  columns: anyColumns,
  key: fc.integer({ min: 0, max: 3 }),
  delivery: fc.constantFrom('full' as const, 'delta' as const),
});
const anyProject = fc.uniqueArray(anySource, { selector: ({ name }) => name.toLowerCase(), minLength: 1, maxLength: 6 }).map((sources): Project => {
  const made = sources.map(({ name, columns, key, delivery }, index): Source => {
    const own: Column[] = [];
    for (const column of columns) own.push({ id: freeColumnId(own, column.name), ...column });
    const keys = own.slice(0, key).map(({ id }) => id);
    return { kind: 'source', id: `s${index}`, name, delivery, columns: own, ...(keys.length > 0 ? { key: keys } : {}) };
  });
  return { ...emptyProject('Any'), objects: Object.fromEntries(made.map((source) => [source.id, source])) };
});

it.each(PROPOSAL_KINDS)('whatever the sources are called and hold, the %s proposed of them compiles, and is proposed once', (kind) => {
  fc.assert(
    fc.property(anyProject, (project) => {
      const proposal = propose(kind, project, NO_EVIDENCE);
      if (proposal.objects.length === 0) return;
      const next = applyCommand(
        project,
        'proposal.accept',
        acceptance(
          proposal,
          proposal.objects.map(({ key }) => key),
        ),
      ).project;
      const known = new Set(checkProject(project).map(({ message }) => message));
      const errors = [...checkProject(next), ...createCompiler()(next).diagnostics].filter(({ message }) => !known.has(message));
      expect(errors.map(({ message }) => message)).toEqual([]);
      expect(propose(kind, next, NO_EVIDENCE).objects.map(({ key }) => key)).toEqual([]);
    }),
    { numRuns: Number(process.env['ORRERY_RUNS'] ?? 60) },
  );
});
