import type { ComponentPropsWithRef, ReactNode } from 'react';

export interface IconButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'color' | 'children' | 'aria-label'> {
  /** Names the button for everyone; also the tooltip. */
  readonly label: string;
  readonly icon: ReactNode;
  /** As in the action registry, e.g. `Mod+Z`. */
  readonly keys?: string | undefined;
  readonly pressed?: boolean | undefined;
  /** Edge length in pixels. */
  readonly size?: number | undefined;
}

/** A button that is only an icon: always with a name and a tooltip. */
export function IconButton({ label, icon, keys, pressed, size = 26, type = 'button', className, style, ...rest }: IconButtonProps) {
  return (
    <button
      {...rest}
      type={type}
      className={['or-icon-button', className].filter(Boolean).join(' ')}
      aria-label={label}
      aria-pressed={pressed}
      data-tip={label}
      data-tip-keys={keys}
      style={{ width: size, height: size, ...style }}
    >
      {icon}
    </button>
  );
}
