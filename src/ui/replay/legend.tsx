import { CHANGES } from './change-look.ts';

/** What the signs and colours of changed rows mean. */
export function Legend() {
  return (
    <ul className="or-legend" aria-label="Legend">
      {CHANGES.map(({ state, mark, label, means }) => (
        <li key={state} title={means}>
          <span className="or-change-mark" data-change={state} aria-hidden="true">
            {mark}
          </span>
          {label}
        </li>
      ))}
    </ul>
  );
}
