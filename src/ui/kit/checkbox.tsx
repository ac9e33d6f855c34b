import { useLayoutEffect, useRef } from 'react';

interface CheckboxProps {
  readonly label?: string | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
  readonly indeterminate?: boolean | undefined;
}

export function Checkbox({ label, checked, onChange, disabled = false, indeterminate = false, 'aria-label': name }: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    if (box.current) box.current.indeterminate = indeterminate;
  }, [indeterminate]);
  return (
    <label className="or-checkbox" data-disabled={disabled || undefined}>
      <input ref={box} type="checkbox" aria-label={name} checked={checked} disabled={disabled} onChange={(event) => onChange(event.currentTarget.checked)} />
      {label}
    </label>
  );
}
