import { useMemo } from 'react';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import { DiagnosticLines } from '../problems/diagnostic-lines.tsx';
import { useStudio } from '../use-studio.ts';
import { CopyButton } from './copy-button.tsx';
import { PlatformSelect } from './platform-select.tsx';
import { relationSql } from './relation-sql.ts';
import { SqlEditor } from './sql-editor.tsx';

/** The SQL of the selected object on the chosen platform. */
export function SqlTab() {
  const relation = useStudio(subjectRelation);
  const plan = useStudio((state) => state.plan);
  const platform = useStudio((state) => state.view.platform);
  const sql = useMemo(() => (relation ? relationSql(plan, relation, platform) : undefined), [plan, relation, platform]);
  if (!relation || !sql) return <UnbuiltHint what="SQL" />;
  return (
    <>
      <div className="or-p-bar">
        <PlatformSelect />
        <span className="or-p-note">{platform === 'duckdb' ? 'Run executes exactly this text.' : 'Run executes the DuckDB text of the same plan.'}</span>
        <span className="or-p-space" />
        <CopyButton text={sql.text} />
      </div>
      <DiagnosticLines diagnostics={sql.diagnostics} />
      <div className="or-panel-editor">
        <SqlEditor text={sql.text} label={`SQL of ${relation.table.name}`} />
      </div>
    </>
  );
}
