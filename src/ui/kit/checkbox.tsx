import { Checkbox as MantineCheckbox } from '@mantine/core';

interface CheckboxProps {
  readonly label?: string | undefined;
  readonly 'aria-label'?: string | undefined;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean | undefined;
  readonly indeterminate?: boolean | undefined;
}

export function Checkbox({ label, checked, onChange, disabled = false, indeterminate = false, 'aria-label': name }: CheckboxProps) {
  return (
    <MantineCheckbox size="xs" label={label} aria-label={name} checked={checked} disabled={disabled} indeterminate={indeterminate}
      onChange={(event) => onChange(event.currentTarget.checked)} styles={{ label: { fontSize: 'var(--or-size)', paddingLeft: 6 }, body: { alignItems: 'center' } }} />
  );
}
