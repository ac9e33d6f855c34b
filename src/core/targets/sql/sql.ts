import { PLATFORMS } from '../../model/schema.ts';
import { LOAD_RULES } from '../load-rules.ts';
import { ownCode, ownedBy } from '../own-code.ts';
import { fileStem, script } from '../script.ts';
import type { Target } from '../types.ts';
import { landingFiles } from './landing-files.ts';
import { loadStatements } from './relation-statements.ts';

/** Load scripts, one per table, to be run in the order of their names after each delivery, and what lands the rows that go along. Safe to run again. */
export const sql: Target = {
  id: 'sql',
  label: 'Load SQL',
  platforms: PLATFORMS,
  takesRows: true,
  emit: (plan, platform, rows) => {
    const loaded = plan.relations.flatMap((relation, index) => {
      const { statements, diagnostics } = loadStatements(plan, relation, platform);
      if (statements.length === 0) return [];
      const rule = 'rule' in relation.load ? LOAD_RULES[relation.load.rule] : 'Writes the whole table anew.';
      return [
        {
          diagnostics,
          file: {
            ...ownedBy(relation),
            path: `load/${fileStem(relation, index + 1, plan.relations.length)}.sql`,
            text: script(`Loads ${relation.table.schema}.${relation.table.name}`, [rule], statements, ownCode(relation, 'sql')),
          },
        },
      ];
    });
    return {
      files: [...loaded.map(({ file }) => file), ...(rows ? landingFiles(plan, platform, rows) : [])],
      diagnostics: loaded.flatMap(({ diagnostics }) => diagnostics),
    };
  },
};
