import type { ComponentPropsWithRef, ReactNode } from 'react';

export interface ButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'color'> {
  /** `primary` at most once per view; `danger` for what removes. */
  readonly tone?: 'default' | 'primary' | 'quiet' | 'danger' | undefined;
  readonly icon?: ReactNode;
  readonly after?: ReactNode;
  readonly busy?: boolean | undefined;
}

/** A verb. */
export function Button({ tone = 'default', icon, after, busy = false, disabled, type = 'button', className, children, ...rest }: ButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={['or-button', className].filter(Boolean).join(' ')}
      data-tone={tone}
      aria-busy={busy || undefined}
      disabled={disabled === true || busy}
    >
      {icon}
      {children}
      {after}
    </button>
  );
}
