import { useMemo } from 'react';
import { DIALECTS } from '../../core/dialects/registry.ts';
import { logicalTypeText, type LogicalType } from '../../core/model/logical-type.ts';
import type { Platform } from '../../core/model/types.ts';
import { lineageOf } from '../../core/plan/lineage.ts';
import { ColumnMark } from '../checks/check-mark.tsx';
import { columnChecks } from '../checks/check-order.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { originText, roleText, testText } from './column-text.ts';
import { columnOf, subjectOf, subjectRelation } from './subject.ts';
import { UnbuiltHint } from './unbuilt-hint.tsx';

const typeOn = (platform: Platform, type: LogicalType): string => (DIALECTS[platform].types[type.kind] as (type: LogicalType) => string)(type);

/** The columns the plan gives the selected object, the technical ones too, and where their values come from. */
export function ColumnsTab() {
  const { select } = useActions();
  const relation = useStudio(subjectRelation);
  const object = useStudio(subjectOf);
  const plan = useStudio((state) => state.plan);
  const platform = useStudio((state) => state.view.platform);
  const chosen = useStudio((state) => state.column?.column);
  const results = useStudio((state) => (relation ? state.checks.results.get(relation.id) : undefined));
  const states = useMemo(() => columnChecks(results ?? []), [results]);
  if (!relation || !object) return <UnbuiltHint what="columns" />;
  return (
    <div className="or-panel-scroll" tabIndex={0} aria-label={`Columns of ${object.name}`}>
      <table className="or-p-table">
        <thead>
          <tr>
            <th>Column</th>
            <th>Role</th>
            <th>Type</th>
            <th>{DIALECTS[platform].label}</th>
            <th>Null</th>
            <th>Tests</th>
            <th>Comes from</th>
          </tr>
        </thead>
        <tbody>
          {relation.columns.map((column) => {
            const { column: id } = column;
            const own = id !== undefined && columnOf(object, id) !== undefined;
            const keyed = relation.primaryKey?.includes(column.name) ?? false;
            const state = states.get(column.name);
            const origins = lineageOf(plan, relation.id).get(column.name) ?? [];
            return (
              <tr key={column.name} aria-selected={own && id === chosen}>
                <td className="or-p-code">
                  {own ? (
                    <button
                      type="button"
                      className="or-p-link"
                      title={column.description}
                      onClick={() => select([object.id], { object: object.id, column: id })}
                    >
                      {column.name}
                    </button>
                  ) : (
                    column.name
                  )}
                </td>
                <td className={own ? '' : 'or-p-soft'}>
                  {roleText(column.role)}
                  {keyed ? ', primary key' : ''}
                </td>
                <td className="or-p-code">{logicalTypeText(column.type)}</td>
                <td className="or-p-code or-p-soft">{typeOn(platform, column.type)}</td>
                <td className="or-p-soft">{column.nullable ? 'null' : 'not null'}</td>
                <td>
                  {state === undefined ? null : <ColumnMark state={state} />} {column.tests.map(testText).join('; ')}
                </td>
                <td className="or-p-code or-p-wide">
                  {origins.map((origin, index) => (
                    <span key={originText(origin, plan)}>
                      {index > 0 ? ', ' : ''}
                      <button type="button" className="or-p-link" onClick={() => select([plan.byId.get(origin.relation)?.origin ?? origin.relation])}>
                        {originText(origin, plan)}
                      </button>
                    </span>
                  ))}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
