import { parseLogicalType } from '../../core/model/logical-type.ts';
import { hasColumns } from '../../core/model/lookup.ts';
import type { ModelObject } from '../../core/model/types.ts';
import { CommitField } from '../kit/commit-field.tsx';
import { Select } from '../kit/select.tsx';
import { useActions } from '../use-studio.ts';
import { useUpdate } from './use-update.ts';

type Freshness = NonNullable<ModelObject['freshness']>;
type Limit = 'warn_after' | 'error_after';

const LIMITS = [
  ['warn_after', 'Warn if older than'],
  ['error_after', 'Error if older than'],
] as const;
const PERIODS = [
  { value: 'minute', label: 'minutes' },
  { value: 'hour', label: 'hours' },
  { value: 'day', label: 'days' },
] as const;

const isDate = (type: string): boolean => ['date', 'timestamp', 'timestamptz'].includes(parseLogicalType(type)?.kind ?? '');

/** How old the newest row may be. */
export function FreshnessFields({ object }: { readonly object: ModelObject }) {
  const update = useUpdate(object.id);
  const { notify } = useActions();
  const { freshness = {} } = object;
  const put = (patch: { readonly [K in keyof Freshness]?: Freshness[K] | undefined }) => {
    const next = Object.fromEntries(Object.entries({ ...freshness, ...patch }).filter(([, value]) => value !== undefined));
    update({ freshness: Object.keys(next).length > 0 ? next : null });
  };
  const count = (limit: Limit, label: string, text: string) => {
    const value = Number(text);
    if (text.trim() === '') put({ [limit]: undefined });
    else if (Number.isInteger(value) && value >= 1) put({ [limit]: { period: 'hour', ...freshness[limit], count: value } });
    else notify('error', `${label} ${text}: a whole number from 1 on is wanted. The freshness of ${object.name} was not changed.`);
  };
  const columns = hasColumns(object) ? object.columns.filter(({ id, type }) => isDate(type) || id === freshness.column) : [];
  return (
    <>
      {LIMITS.map(([limit, label]) => (
        <div key={limit} className="or-inspector-pair">
          <CommitField
            label={label}
            inputMode="numeric"
            value={freshness[limit] === undefined ? '' : String(freshness[limit].count)}
            placeholder="never"
            onCommit={(text) => count(limit, label, text)}
          />
          <Select
            label="Unit"
            aria-label={`${label}: unit`}
            value={freshness[limit]?.period ?? 'hour'}
            disabled={freshness[limit] === undefined}
            options={PERIODS}
            onChange={(period) => {
              if (period && freshness[limit]) put({ [limit]: { ...freshness[limit], period } });
            }}
          />
        </div>
      ))}
      {hasColumns(object) ? (
        <Select
          label="Column that dates a row"
          mono
          clearable
          placeholder="the load date"
          value={freshness.column ?? null}
          options={columns.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(column) => put({ column: column ?? undefined })}
        />
      ) : null}
    </>
  );
}
