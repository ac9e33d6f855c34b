import type { KindProposal } from '../../core/import/recognise.ts';
import { KINDS } from '../../core/model/kinds.ts';
import type { Source } from '../../core/model/types.ts';
import { changesOf, type ChangeRow } from './change-rows.ts';
import { changeWords } from './change-words.ts';

const nameIn = ({ columns }: Source) => {
  const names = new Map(columns.map(({ id, name }) => [id, name]));
  return (ids: readonly string[]): string => ids.map((id) => names.get(id) ?? id).join(', ');
};

/** Columns and keys of a table that is new. */
function NewTable({ source }: { readonly source: Source }) {
  const names = nameIn(source);
  const keys = new Set(source.key);
  return (
    <>
      <table className="or-table or-schema-columns">
        <thead>
          <tr>
            <th>Column</th>
            <th>There</th>
            <th>Here</th>
            <th>Empty</th>
          </tr>
        </thead>
        <tbody>
          {source.columns.map(({ id, name, type, nullable, source_type }) => (
            <tr key={id} title={source.columns.find((column) => column.id === id)?.description}>
              <td className="or-mono">
                {keys.has(id) ? <strong>{name}</strong> : name}
                {keys.has(id) ? <span className="or-soft"> key</span> : null}
              </td>
              <td className="or-mono or-soft">{source_type ?? ''}</td>
              <td className="or-mono">{type}</td>
              <td>{nullable === false ? 'never' : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ul className="or-schema-facts">
        {(source.unique_keys ?? []).map(({ columns }) => (
          <li key={columns.join()}>Unique: {names(columns)}</li>
        ))}
        {(source.foreign_keys ?? []).map(({ columns, source: other }) => (
          <li key={`${columns.join()} ${other}`}>
            {names(columns)} refers to {other}
          </li>
        ))}
        {(source.checks ?? []).map(({ expression }) => (
          <li key={expression} className="or-mono">
            {expression}
          </li>
        ))}
      </ul>
    </>
  );
}

/** What is known of the chosen row: the whole table that is new, or each change with its reason. */
export function ChangeDetail({ row, kind }: { readonly row: ChangeRow | undefined; readonly kind: KindProposal | undefined }) {
  if (!row) return <p className="or-soft">Choose a table or a change to see what it is about.</p>;
  const changes = changesOf(row);
  const [first] = changes;
  return (
    <>
      <h3 className="or-mono">{row.type === 'table' ? row.table : row.change.table}</h3>
      {kind ? (
        <p>
          May be a {KINDS[kind.kind].label.toLowerCase()}: {kind.reason}. It comes in as a source all the same.
        </p>
      ) : null}
      {first?.source?.description === undefined ? null : <p className="or-soft">{first.source.description}</p>}
      {first?.source ? (
        <NewTable source={first.source} />
      ) : (
        <ul className="or-schema-facts">
          {changes.map((change) => (
            <li key={change.id}>
              {changeWords(change)}
              {change.reason === undefined ? null : <span className="or-soft"> – {change.reason}</span>}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
