import { useId, type CSSProperties, type ReactNode } from 'react';

interface FieldProps {
  readonly label?: string | undefined;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly style?: CSSProperties | undefined;
  /** Gets the id for the control, and of what describes it. */
  readonly children: (ids: { readonly id: string; readonly describedBy: string | undefined }) => ReactNode;
}

/** A label over a control, with its hint or what is wrong under it. */
export function Field({ label, hint, error, style, children }: FieldProps) {
  const id = useId();
  const note = error ?? hint;
  return (
    <div className="or-field" style={style}>
      {label === undefined ? null : (
        <label htmlFor={id} className="or-field-label">
          {label}
        </label>
      )}
      {children({ id, describedBy: note === undefined ? undefined : `${id}-note` })}
      {note === undefined ? null : (
        <div id={`${id}-note`} className="or-field-note" data-error={error !== undefined || undefined}>
          {note}
        </div>
      )}
    </div>
  );
}
