import { useState } from 'react';
import { TextField } from '../kit/text-field.tsx';
import { TERMS } from './terms.ts';

/** The words of the inspector, to be looked up. */
export function TermsPage() {
  const [wanted, setWanted] = useState('');
  const words = wanted.trim().toLowerCase();
  const shown = TERMS.filter(({ term, meaning }) => `${term} ${meaning}`.toLowerCase().includes(words));
  return (
    <>
      <TextField label="Find a term" value={wanted} onChange={setWanted} data-autofocus />
      {shown.length === 0 ? <p className="or-soft">No term here says that.</p> : null}
      <dl className="or-terms">
        {shown.map(({ term, meaning, where }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              {meaning}
              {where === undefined ? null : <span className="or-soft"> ({where})</span>}
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}
