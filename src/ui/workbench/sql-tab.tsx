import { ChevronDown } from 'lucide-react';
import { useContext, useMemo } from 'react';
import { Button } from '../kit/button.tsx';
import { Menu } from '../kit/menu.tsx';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import { DiagnosticLines } from '../problems/diagnostic-lines.tsx';
import { StudioContext, useStudio } from '../use-studio.ts';
import { CopyButton } from './copy-button.tsx';
import { builtByQuery, openQuery, rowsQuery } from './object-query.ts';
import { PlatformSelect } from './platform-select.tsx';
import { relationSql } from './relation-sql.ts';
import { SqlEditor } from './sql-editor.tsx';

/** The SQL of the selected object on the chosen platform. */
export function SqlTab() {
  const store = useContext(StudioContext);
  const relation = useStudio(subjectRelation);
  const plan = useStudio((state) => state.plan);
  const platform = useStudio((state) => state.view.platform);
  const sql = useMemo(() => (relation ? relationSql(plan, relation, platform) : undefined), [plan, relation, platform]);
  if (!relation || !sql) return <UnbuiltHint what="SQL" />;
  const { name } = relation.table;
  const open = (text: string | undefined, called: string) => {
    if (store && text !== undefined) void openQuery(store, called, text);
  };
  return (
    <>
      <div className="or-p-bar">
        <PlatformSelect />
        <span className="or-p-note">{platform === 'duckdb' ? 'Run executes exactly this text.' : 'Run executes the DuckDB text of the same plan.'}</span>
        <span className="or-p-space" />
        <Menu
          end
          target={<Button after={<ChevronDown size={14} />}>Open in the workbench</Button>}
          entries={[
            { id: 'rows', label: `Rows of ${name}`, onSelect: () => open(rowsQuery(relation), name) },
            {
              id: 'built',
              label: `Query that builds ${name}`,
              disabled: relation.query === undefined,
              onSelect: () => open(builtByQuery(plan, relation), `${name} built`),
            },
          ]}
        />
        <CopyButton text={sql.text} />
      </div>
      <DiagnosticLines diagnostics={sql.diagnostics} />
      <div className="or-panel-editor">
        <SqlEditor text={sql.text} label={`SQL of ${relation.table.name}`} />
      </div>
    </>
  );
}
