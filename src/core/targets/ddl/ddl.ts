import { PLATFORMS } from '../../model/schema.ts';
import { ownCode, ownedBy } from '../own-code.ts';
import { fileStem, script } from '../script.ts';
import { createStatements, dropStatements, schemaStatements } from '../sql/relation-statements.ts';
import type { GeneratedFile, Target } from '../types.ts';

/** Schemas, tables and views, one file per object in the order in which they can be created; the teardown stands apart from what `ddl/*.sql` runs. */
export const ddl: Target = {
  id: 'ddl',
  label: 'DDL',
  platforms: PLATFORMS,
  emit: (plan, platform) => {
    const schemas = schemaStatements(plan, platform);
    const created = plan.relations.map((relation, index) => {
      const { statements, diagnostics } = createStatements(plan, relation, platform);
      const grain = relation.grain === undefined ? undefined : `Grain: ${relation.grain}.`;
      return {
        diagnostics,
        file: {
          ...ownedBy(relation),
          path: `ddl/${fileStem(relation, index + 1, plan.relations.length)}.sql`,
          text: script(`${relation.table.schema}.${relation.table.name}`, [relation.description, grain], statements, ownCode(relation, 'ddl')),
        },
      };
    });
    const drops = dropStatements(plan, platform);
    const files: GeneratedFile[] = [
      { path: 'ddl/0000_schemas.sql', text: script(`Schemas of ${plan.name}`, [], schemas.statements) },
      ...created.map(({ file }) => file),
      { path: 'teardown.sql', text: script(`Drops every table and view of ${plan.name}, and their rows`, [], drops) },
    ];
    return { files, diagnostics: [...schemas.diagnostics, ...created.flatMap(({ diagnostics }) => diagnostics)] };
  },
};
