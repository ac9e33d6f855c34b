import type { ReactNode } from 'react';
import type { ColumnProfile, CountedValue } from '../../core/profile/types.ts';
import { count, plural } from '../panel/numbers.ts';
import { Histogram } from '../results/value-bars.tsx';
import { figure, share } from './figures.ts';

const HISTOGRAM_HEIGHT = 64;
const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div className="or-figures-one">
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);

/** Values with their rows and a bar each. @param of the rows that all of them are a part of. */
export function Counted({
  title,
  values,
  of,
  note,
}: {
  readonly title: string;
  readonly values: readonly CountedValue[];
  readonly of: number;
  readonly note?: string;
}) {
  if (values.length === 0) return null;
  return (
    <section className="or-counted" aria-label={title}>
      <h3>
        {title}
        {note === undefined ? null : <span className="or-soft"> {note}</span>}
      </h3>
      <table>
        <tbody>
          {values.map(({ value, times }) => (
            <tr key={value}>
              <th scope="row" title={value}>
                {value === '' ? <span className="or-soft">empty text</span> : value.trim() === '' ? `“${value}”` : value}
              </th>
              <td className="or-counted-bar" aria-hidden>
                <div style={{ width: `${(times / Math.max(1, of)) * 100}%` }} />
              </td>
              <td className="or-number">{count(times)}</td>
              <td className="or-number or-soft">{share(times, of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Everything that was measured of one column. */
export function ColumnDetail({ column, rows, sampled }: { readonly column: ColumnProfile; readonly rows: number; readonly sampled: number | undefined }) {
  const { name, type, nulls, blanks, distinct, isEstimate, min, max, mean, deviation, lengths, quantiles, top, histogram, patterns, patternCount, isKey } =
    column;
  const of = sampled ?? rows;
  const ofSample = sampled === undefined ? undefined : `of ${count(sampled)} sampled rows`;
  return (
    <div className="or-column-detail" tabIndex={0} role="region" aria-label={`Profile of ${name}`}>
      <h2>
        <span className="or-mono">{name}</span> <span className="or-soft">{type.toLowerCase()}</span>
        {isKey ? <span className="or-badge">may be a key: unique, never NULL</span> : null}
      </h2>
      <dl className="or-figures">
        <Fact label="Rows">{count(rows)}</Fact>
        <Fact label="NULL">
          {count(nulls)} <span className="or-soft">{share(nulls, rows)}</span>
        </Fact>
        {blanks === undefined ? null : <Fact label="Blank">{count(blanks)}</Fact>}
        <Fact label={isEstimate ? 'Distinct, estimated' : 'Distinct'}>
          {isEstimate ? '≈ ' : ''}
          {count(distinct)}
        </Fact>
        {min === undefined ? null : <Fact label="Smallest">{min}</Fact>}
        {max === undefined ? null : <Fact label="Largest">{max}</Fact>}
        {mean === undefined ? null : <Fact label="Mean">{figure(mean)}</Fact>}
        {deviation === undefined ? null : <Fact label="Standard deviation">{figure(deviation)}</Fact>}
        {lengths === undefined ? null : (
          <Fact label="Length">
            {lengths.min === lengths.max ? count(lengths.min) : `${count(lengths.min)} to ${count(lengths.max)}, mean ${figure(lengths.mean)}`}
          </Fact>
        )}
      </dl>
      {quantiles === undefined ? null : (
        <table className="or-quantiles" aria-label="Quantiles">
          <thead>
            <tr>
              {['5%', '25%', 'Median', '75%', '95%'].map((label) => (
                <th key={label} scope="col">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              {[quantiles.p5, quantiles.p25, quantiles.p50, quantiles.p75, quantiles.p95].map((value, index) => (
                <td key={['p5', 'p25', 'p50', 'p75', 'p95'][index]}>{value}</td>
              ))}
            </tr>
          </tbody>
        </table>
      )}
      {histogram.length === 0 ? null : (
        <figure className="or-figure">
          <Histogram bars={histogram} height={HISTOGRAM_HEIGHT} label={`Histogram of ${name}`} />
          <figcaption>
            <span>{histogram[0]?.from}</span>
            {ofSample === undefined ? null : <span>{ofSample}</span>}
            <span>{histogram.at(-1)?.until}</span>
          </figcaption>
        </figure>
      )}
      <div className="or-counted-both">
        {distinct === rows && rows > top.length ? (
          <p className="or-soft or-counted-none">Every row has a value of its own.</p>
        ) : (
          <Counted title="Frequent values" values={top} of={of} {...(ofSample === undefined ? {} : { note: ofSample })} />
        )}
        <Counted
          title="Patterns"
          values={patterns}
          of={of}
          note={patternCount > patterns.length ? `the first of ${plural(patternCount, 'pattern')}` : 'A a letter, 9 a digit'}
        />
      </div>
    </div>
  );
}
