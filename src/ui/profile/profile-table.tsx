import { KeyRound } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import type { ColumnProfile, Profile } from '../../core/profile/types.ts';
import { count } from '../panel/numbers.ts';
import { Histogram, TopBar } from '../results/value-bars.tsx';
import { figure, share } from './figures.ts';

const BARS_HEIGHT = 16;

interface LinesProps {
  readonly label: string;
  readonly head: ReactNode;
  readonly names: readonly string[];
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
  readonly line: (name: string, index: number) => ReactNode;
}

/** A table with a line per column, of which one is chosen: by a press, or by the arrows. */
export function ColumnLines({ label, head, names, chosen, onChoose, line }: LinesProps) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const at = names.indexOf(chosen ?? '');
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: names.length - 1 }[event.key];
    const name = to === undefined ? undefined : names[to];
    if (name === undefined) return;
    event.preventDefault();
    onChoose(name);
    event.currentTarget.querySelectorAll('tbody tr')[to ?? 0]?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div className="or-profile-lines" tabIndex={0} role="region" aria-label={label} onKeyDown={onKeyDown}>
      <table className="or-p-table">
        <thead>
          <tr>{head}</tr>
        </thead>
        <tbody>
          {names.map((name, index) => (
            <tr key={name} aria-selected={name === chosen} onClick={() => onChoose(name)}>
              {line(name, index)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Line({ column, profile }: { readonly column: ColumnProfile; readonly profile: Profile }) {
  const { name, type, nulls, blanks, distinct, isEstimate, min, max, mean, histogram, top, isKey } = column;
  return (
    <>
      <td className="or-p-code">
        <span className="or-profile-key">{isKey ? <KeyRound size={12} aria-label="May be a key: unique, never NULL" /> : null}</span>
        {name}
      </td>
      <td className="or-p-code or-p-soft">{type.toLowerCase()}</td>
      <td className={nulls > 0 ? 'or-p-number' : 'or-p-number or-p-soft'}>{share(nulls, profile.rows)}</td>
      <td className={blanks !== undefined && blanks > 0 ? 'or-p-number' : 'or-p-number or-p-soft'}>{blanks === undefined ? '' : count(blanks)}</td>
      <td className="or-p-number">
        {isEstimate ? '≈ ' : ''}
        {count(distinct)}
      </td>
      <td className="or-p-code or-p-short" title={min}>
        {min}
      </td>
      <td className="or-p-code or-p-short" title={max}>
        {max}
      </td>
      <td className="or-p-number">{mean === undefined ? '' : figure(mean)}</td>
      <td className="or-profile-bars">
        {histogram.length > 0 ? (
          <Histogram bars={histogram} height={BARS_HEIGHT} label={`Histogram of ${name}`} />
        ) : top.length > 0 ? (
          <TopBar top={top} rows={profile.sampled ?? profile.rows} height={BARS_HEIGHT} label={`Frequent values of ${name}`} />
        ) : null}
      </td>
    </>
  );
}

/** A line of figures for every column. */
export function ProfileTable({
  profile,
  chosen,
  onChoose,
}: {
  readonly profile: Profile;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}) {
  return (
    <ColumnLines
      label="Columns"
      names={profile.columns.map(({ name }) => name)}
      chosen={chosen}
      onChoose={onChoose}
      head={
        <>
          <th>Column</th>
          <th>Type</th>
          <th className="or-p-number">NULL</th>
          <th className="or-p-number">Blank</th>
          <th className="or-p-number">Distinct</th>
          <th>Smallest</th>
          <th>Largest</th>
          <th className="or-p-number">Mean</th>
          <th>Values</th>
        </>
      }
      line={(name) => {
        const column = profile.columns.find((each) => each.name === name);
        return column ? <Line column={column} profile={profile} /> : null;
      }}
    />
  );
}
