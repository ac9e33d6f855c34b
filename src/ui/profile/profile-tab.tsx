import { useState } from 'react';
import type { Delivery } from '../../core/model/types.ts';
import type { Relation } from '../../core/plan/types.ts';
import type { RelationRun } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { count, plural } from '../panel/numbers.ts';
import { subjectRelation } from '../panel/subject.ts';
import { UnbuiltHint } from '../panel/unbuilt-hint.tsx';
import { Unread } from '../results/unread.tsx';
import { useRowCount } from '../results/use-row-count.ts';
import { versionOf } from '../results/version-of.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { ColumnDetail } from './column-detail.tsx';
import { Comparison } from './comparison.tsx';
import { Measuring } from './measuring.tsx';
import { ProfileTable } from './profile-table.tsx';
import { useMeasured } from './use-measured.ts';
import './profile.css';

/** Up to so many rows a profile takes no longer than one waits, and begins by itself. */
const QUICK = 300_000;
const ALL = '';
const nameOf = ({ label, load_date: date }: Delivery): string => (label === undefined ? date.slice(0, 10) : `${date.slice(0, 10)}, ${label}`);

/** The deliveries that brought something to a source and are loaded. */
function useDeliveries(relation: Relation | undefined): readonly Delivery[] {
  const deliveries = useStudio((state) => state.project.deliveries);
  const upTo = useStudio((state) => state.run.upTo);
  if (relation?.load.kind !== 'landing') return [];
  const last = deliveries.find(({ id }) => id === upTo)?.load_date;
  return deliveries.filter(({ files, load_date: date }) => Object.hasOwn(files, relation.id) && (last === undefined || date <= last));
}

interface PartProps {
  readonly relation: Relation;
  readonly run: RelationRun;
  readonly chosen: string | undefined;
  readonly onChoose: (name: string) => void;
}

function OneProfile({ relation, run, delivery, chosen, onChoose }: PartProps & { readonly delivery: string }) {
  const { profile } = useActions();
  const total = useRowCount(relation.id, run);
  const rows = typeof total === 'number' ? total : undefined;
  const measured = useMeasured(`${relation.id}/${versionOf(run)}/${delivery}`, rows !== undefined && rows <= QUICK, (work) =>
    profile(relation.id, delivery === ALL ? undefined : delivery, work),
  );
  return (
    <Measuring name={relation.table.name} rows={rows} measured={measured}>
      {(found) => {
        const open = found.columns.find(({ name }) => name === chosen) ?? found.columns[0];
        return (
          <>
            <p className="or-profile-note" role="status">
              {plural(found.rows, 'row')}, {plural(found.columns.length, 'column')}
              {found.sampled === undefined ? '' : `. Sampled, ${count(found.sampled)} rows: quantiles, frequent values, histograms and patterns.`}
            </p>
            <div className="or-profile">
              <ProfileTable profile={found} chosen={open?.name} onChoose={onChoose} />
              {open ? <ColumnDetail column={open} rows={found.rows} sampled={found.sampled} /> : null}
            </div>
          </>
        );
      }}
    </Measuring>
  );
}

function TwoDeliveries({ relation, run, chosen, onChoose, before, after }: PartProps & { readonly before: Delivery; readonly after: Delivery }) {
  const { compareDeliveries } = useActions();
  const measured = useMeasured(`${relation.id}/${versionOf(run)}/${before.id}/${after.id}`, true, (work) =>
    compareDeliveries(relation.id, before.id, after.id, work),
  );
  return (
    <Measuring name={relation.table.name} rows={undefined} measured={measured}>
      {(found) => (
        <>
          <p className="or-profile-note" role="status">
            {plural(found.rows.before, 'row')} in {nameOf(before)}, {plural(found.rows.after, 'row')} in {nameOf(after)}
          </p>
          <Comparison comparison={found} labels={[nameOf(before), nameOf(after)]} chosen={chosen} onChoose={onChoose} />
        </>
      )}
    </Measuring>
  );
}

/** What the values of the selected object are, and how they changed between deliveries. */
export function ProfileTab() {
  const relation = useStudio(subjectRelation);
  const run = useStudio((state) => (relation ? state.run.relations.get(relation.id) : undefined));
  const column = useStudio((state) => state.column?.column);
  const deliveries = useDeliveries(relation);
  const [choice, setChoice] = useState<{ readonly of: string; readonly name: string }>();
  const [shown, setShown] = useState<{ readonly of: string | undefined; readonly delivery: string; readonly with: string }>();
  if (!relation) return <UnbuiltHint what="profile" />;
  if (run?.status !== 'built' && run?.status !== 'kept' && run?.status !== 'stale') return <Unread relation={relation} run={run} />;

  // A column selected elsewhere is the one to show, until another is chosen here.
  const of = `${relation.id} ${column ?? ''}`;
  const chosen = choice?.of === of ? choice.name : relation.columns.find((each) => column !== undefined && each.column === column)?.name;
  const part = { relation, run, chosen, onChoose: (name: string) => setChoice({ of, name }) };
  const wanted = shown?.of === relation.id ? shown : { of: relation.id, delivery: ALL, with: ALL };
  const options = deliveries.map((delivery) => ({ value: delivery.id, label: nameOf(delivery) }));
  const after = deliveries.find(({ id }) => id === wanted.delivery);
  const before = deliveries.find(({ id }) => id === wanted.with);
  const previous = (id: string): string => deliveries[deliveries.findIndex((delivery) => delivery.id === id) - 1]?.id ?? ALL;
  return (
    <>
      {deliveries.length > 0 ? (
        <div className="or-p-bar">
          <span>Rows of</span>
          <Select
            aria-label="Delivery"
            value={wanted.delivery}
            options={[{ value: ALL, label: 'All deliveries' }, ...options]}
            onChange={(delivery) => setShown({ of: relation.id, delivery: delivery ?? ALL, with: ALL })}
            style={{ width: 220 }}
          />
          <span>compared with</span>
          <Select
            aria-label="Compared with"
            value={wanted.with}
            disabled={deliveries.length < 2}
            options={[{ value: ALL, label: 'Nothing' }, ...options.filter(({ value }) => value !== wanted.delivery)]}
            onChange={(other) => {
              const delivery = wanted.delivery === ALL ? (deliveries.findLast(({ id }) => id !== other)?.id ?? ALL) : wanted.delivery;
              setShown({ of: relation.id, delivery, with: other ?? ALL });
            }}
            style={{ width: 220 }}
          />
          <Button
            disabled={deliveries.length < 2}
            onClick={() => {
              const delivery = previous(wanted.delivery) === ALL ? (deliveries.at(-1)?.id ?? ALL) : wanted.delivery;
              setShown({ of: relation.id, delivery, with: previous(delivery) });
            }}
          >
            Compare with the one before
          </Button>
        </div>
      ) : null}
      {before && after ? (
        <TwoDeliveries key={relation.id} {...part} before={before} after={after} />
      ) : (
        <OneProfile key={relation.id} {...part} delivery={wanted.delivery} />
      )}
    </>
  );
}
