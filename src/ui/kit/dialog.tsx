import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';

interface DialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** Buttons, the one that acts last. */
  readonly footer?: ReactNode;
  /** Pixels, or a CSS length. */
  readonly width?: number | string | undefined;
  /** Leaves padding to the content. */
  readonly bare?: boolean | undefined;
  /** No header: the content says what it is, Escape closes. */
  readonly headless?: boolean | undefined;
}

/** For leaving something: export, delete with its impact, settings. What a panel can hold does not belong here. */
export function Dialog({ opened, onClose, title, children, footer, width = 480, bare = false, headless = false }: DialogProps) {
  return (
    <Modal opened={opened} onClose={onClose} title={headless ? null : title} aria-label={title} withCloseButton={!headless} size={width} closeButtonProps={{ 'aria-label': 'Close' }}>
      {bare ? children : <div className="or-dialog-body">{children}</div>}
      {footer === undefined ? null : <div className="or-dialog-foot">{footer}</div>}
    </Modal>
  );
}
