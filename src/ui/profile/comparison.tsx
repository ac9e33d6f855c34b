import type { ColumnChange, ColumnProfile, DeliveryComparison, MovedValues } from '../../core/profile/types.ts';
import { count, plural } from '../panel/numbers.ts';
import { Counted } from './column-detail.tsx';
import { share } from './figures.ts';
import { ColumnLines } from './profile-table.tsx';

/** What was and what is, told apart only where they differ. */
function Change({ before, after, isNumber = false }: { readonly before: string; readonly after: string; readonly isNumber?: boolean }) {
  return (
    <td
      className={`${isNumber ? 'or-p-number' : 'or-p-code or-p-short'} ${before === after ? 'or-p-soft' : ''}`}
      title={before === after ? after : `${before} → ${after}`}
    >
      {before === after ? after : `${before} → ${after}`}
    </td>
  );
}

const distinctOf = ({ distinct, isEstimate }: ColumnProfile): string => `${isEstimate ? '≈ ' : ''}${count(distinct)}`;

function Moved({ title, values }: { readonly title: string; readonly values: MovedValues }) {
  return (
    <section className="or-counted" aria-label={title}>
      <h3>
        {title} <span className="or-soft">{count(values.count)}</span>
      </h3>
      {values.count === 0 ? (
        <p className="or-soft">None</p>
      ) : (
        <p className="or-moved">
          {values.examples.map((value) => (
            <code key={value}>{value === '' ? 'empty text' : value}</code>
          ))}
          {values.count > values.examples.length ? <span className="or-soft"> and {count(values.count - values.examples.length)} more</span> : null}
        </p>
      )}
    </section>
  );
}

function ChangeDetail({
  change,
  comparison,
  labels,
}: {
  readonly change: ColumnChange;
  readonly comparison: DeliveryComparison;
  readonly labels: readonly [string, string];
}) {
  const { before, after } = comparison.rows;
  return (
    <div className="or-column-detail" tabIndex={0} role="region" aria-label={`Changes of ${change.name}`}>
      <h2>
        <span className="or-mono">{change.name}</span> <span className="or-soft">{change.after.type.toLowerCase()}</span>
        {change.before.isKey && !change.after.isKey ? (
          <span className="or-badge" data-tone="warning">
            was unique and never NULL, and is not any more
          </span>
        ) : null}
      </h2>
      <div className="or-counted-both">
        <Moved title="New values" values={change.fresh} />
        <Moved title="Lost values" values={change.lost} />
        <Counted title={`Frequent in ${labels[0]}`} values={change.before.top} of={before} />
        <Counted title={`Frequent in ${labels[1]}`} values={change.after.top} of={after} />
      </div>
    </div>
  );
}

interface ComparisonProps {
  readonly comparison: DeliveryComparison;
  /** How the two deliveries are called, the earlier first. */
  readonly labels: readonly [string, string];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

/** What changed in each column from one delivery to another. */
export function Comparison({ comparison, labels, chosen, onChoose }: ComparisonProps) {
  const { columns, rows } = comparison;
  const open = columns.find(({ name }) => name === chosen) ?? columns[0];
  if (rows.before === 0 || rows.after === 0)
    return (
      <div className="or-p-empty">
        <p>
          {rows.before === 0 ? labels[0] : labels[1]} has no rows here. Either it brought none, it is not loaded yet, or the source keeps only its last
          delivery.
        </p>
      </div>
    );
  return (
    <div className="or-profile">
      <ColumnLines
        label={`Columns, ${labels[0]} to ${labels[1]}: ${plural(rows.before, 'row')} to ${plural(rows.after, 'row')}`}
        names={columns.map(({ name }) => name)}
        chosen={open?.name}
        onChoose={onChoose}
        head={
          <>
            <th>Column</th>
            <th className="or-p-number">New values</th>
            <th className="or-p-number">Lost values</th>
            <th className="or-p-number">NULL</th>
            <th className="or-p-number">Distinct</th>
            <th>Smallest</th>
            <th>Largest</th>
          </>
        }
        line={(_, index) => {
          const change = columns[index];
          if (!change) return null;
          const { name, before, after, fresh, lost } = change;
          return (
            <>
              <td className="or-p-code">{name}</td>
              <td className={`or-p-number ${fresh.count === 0 ? 'or-p-soft' : ''}`}>{count(fresh.count)}</td>
              <td className={`or-p-number ${lost.count === 0 ? 'or-p-soft' : ''}`}>{count(lost.count)}</td>
              <Change isNumber before={share(before.nulls, rows.before)} after={share(after.nulls, rows.after)} />
              <Change isNumber before={distinctOf(before)} after={distinctOf(after)} />
              <Change before={before.min ?? 'none'} after={after.min ?? 'none'} />
              <Change before={before.max ?? 'none'} after={after.max ?? 'none'} />
            </>
          );
        }}
      />
      {open ? <ChangeDetail change={open} comparison={comparison} labels={labels} /> : null}
    </div>
  );
}
