import { useStudio } from '../use-studio.ts';

/** Where an import of files stands. */
export function ImportProgress() {
  const importing = useStudio((state) => state.importing);
  if (!importing) return null;
  const { done, total, name } = importing;
  return (
    <div className="or-import" role="progressbar" aria-label="Reading files" aria-valuenow={done} aria-valuemin={0} aria-valuemax={total}>
      <div className="or-run-text">
        <span className="or-run-doing">Reading {name}</span>
        <span className="or-number">
          {done}/{total}
        </span>
      </div>
      <div className="or-run-track">
        <div style={{ width: `${total === 0 ? 0 : (done / total) * 100}%` }} />
      </div>
    </div>
  );
}
