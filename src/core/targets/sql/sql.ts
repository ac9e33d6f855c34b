import { PLATFORMS } from '../../model/schema.ts';
import { fileStem, script } from '../script.ts';
import type { Target } from '../types.ts';
import { loadStatements } from './relation-statements.ts';

const RULES: Readonly<Record<string, string>> = {
  new_keys: 'Adds the keys that are not stored yet.',
  changes: 'Adds a row where the payload of a key changed.',
  history: 'Works the versions of changed keys out anew and puts them in the place of the stored ones.',
  current: 'Puts the latest state of changed keys in the place of the stored one.',
  period: 'Works the periods that newer rows fall in out anew.',
  key: 'Puts newer rows in the place of stored ones of the same grain.',
};

/** Load scripts, one per table, to be run in the order of their names after each delivery. Safe to run again. */
export const sql: Target = {
  id: 'sql',
  label: 'Load SQL',
  platforms: PLATFORMS,
  emit: (plan, platform) => {
    const loaded = plan.relations.flatMap((relation, index) => {
      const { statements, diagnostics } = loadStatements(plan, relation, platform);
      if (statements.length === 0) return [];
      const rule = 'rule' in relation.load ? RULES[relation.load.rule] : 'Writes the whole table anew.';
      return [
        {
          diagnostics,
          file: {
            path: `load/${fileStem(relation, index + 1, plan.relations.length)}.sql`,
            text: script(`Loads ${relation.table.schema}.${relation.table.name}`, [rule], statements),
          },
        },
      ];
    });
    return { files: loaded.map(({ file }) => file), diagnostics: loaded.flatMap(({ diagnostics }) => diagnostics) };
  },
};
