import { X } from 'lucide-react';
import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react';
import { IconButton } from './icon-button.tsx';

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
export function Dialog(props: DialogProps) {
  return props.opened ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onClose, title, children, footer, width = 480, bare = false, headless = false }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null);
  const pressed = useRef<EventTarget>(undefined);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });
  useLayoutEffect(() => {
    const dialog = element.current;
    if (!dialog) return undefined;
    dialog.showModal();
    (dialog.querySelector<HTMLElement>('[data-autofocus]') ?? dialog.querySelector<HTMLElement>('.or-dialog-box'))?.focus();
    const onCancel = (event: Event) => {
      event.preventDefault();
      close.current();
    };
    dialog.addEventListener('cancel', onCancel);
    // Closing before it leaves the page gives the focus back to where it was.
    return () => {
      dialog.removeEventListener('cancel', onCancel);
      dialog.close();
    };
  }, []);
  return (
    <dialog
      ref={element}
      className="or-dialog"
      aria-label={title}
      style={{ width }}
      onPointerDown={(event) => {
        pressed.current = event.target;
      }}
      onClick={(event) => {
        if (event.target === element.current && pressed.current === element.current) onClose();
      }}
    >
      <div className="or-dialog-box" tabIndex={-1}>
        {headless ? null : (
          <header className="or-dialog-head">
            <h2>{title}</h2>
            <IconButton label="Close" icon={<X size={16} />} onClick={onClose} />
          </header>
        )}
        <div className={bare ? 'or-dialog-bare' : 'or-dialog-body'}>{children}</div>
        {footer === undefined ? null : <footer className="or-dialog-foot">{footer}</footer>}
      </div>
    </dialog>
  );
}
