import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Button as MantineButton } from '@mantine/core';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'color'> {
  /** `primary` at most once per view; `danger` for what removes. */
  readonly tone?: 'default' | 'primary' | 'quiet' | 'danger' | undefined;
  readonly icon?: ReactNode;
  readonly after?: ReactNode;
  readonly busy?: boolean | undefined;
}

const LOOK = {
  default: { variant: 'default' },
  primary: { variant: 'filled', style: { backgroundColor: 'var(--or-accent)', color: 'var(--or-on-accent)' } },
  quiet: { variant: 'default', style: { border: 0, backgroundColor: 'transparent' } },
  danger: { variant: 'default', style: { color: 'var(--or-red)', borderColor: 'var(--or-red)' } },
} as const;

/** A verb. */
export function Button({ tone = 'default', icon, after, busy = false, disabled, style, type = 'button', className, ...rest }: ButtonProps) {
  const look = LOOK[tone];
  const base = 'style' in look && disabled !== true ? look.style : {};
  return (
    <MantineButton {...rest} type={type} variant={look.variant} className={['or-button', className].filter(Boolean).join(' ')} data-tone={tone} style={{ ...base, ...style }}
      leftSection={icon} rightSection={after} loading={busy} disabled={disabled ?? false} />
  );
}
