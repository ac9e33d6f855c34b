import type { ComponentPropsWithRef, ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { Tooltip } from './tooltip.tsx';

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
export function IconButton({ label, icon, keys, pressed, size = 26, disabled, type = 'button', style, ...rest }: IconButtonProps) {
  return (
    <Tooltip label={label} keys={keys}>
      <ActionIcon {...rest} type={type} variant="default" size={size} disabled={disabled ?? false} aria-label={label} aria-pressed={pressed}
        style={{ border: 0, width: size, height: size, minWidth: size, minHeight: size, ...(pressed ? { backgroundColor: 'var(--or-pick)' } : {}), ...style }} className="or-icon-button">
        {icon}
      </ActionIcon>
    </Tooltip>
  );
}
