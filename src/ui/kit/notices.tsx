import { X } from 'lucide-react';
import { useEffect } from 'react';
import { IconButton } from './icon-button.tsx';

export interface NoticeEntry {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly message: string;
}

const SHOWN_FOR = 6000;

function Notice({ notice, onDismiss }: { readonly notice: NoticeEntry; readonly onDismiss: (id: number) => void }) {
  const { id, tone } = notice;
  useEffect(() => {
    if (tone === 'error') return undefined;
    const timer = setTimeout(() => onDismiss(id), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [id, tone, onDismiss]);
  return (
    <div className="or-notice" data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <span className="or-notice-text">{notice.message}</span>
      <IconButton label="Dismiss" icon={<X size={14} />} size={20} onClick={() => onDismiss(id)} />
    </div>
  );
}

/** What just happened. Errors stay until they are dismissed. */
export function Notices({ notices, onDismiss }: { readonly notices: readonly NoticeEntry[]; readonly onDismiss: (id: number) => void }) {
  return (
    <div className="or-notices" aria-live="polite">
      {notices.slice(-4).map((notice) => (
        <Notice key={notice.id} notice={notice} onDismiss={onDismiss} />
      ))}
    </div>
  );
}
