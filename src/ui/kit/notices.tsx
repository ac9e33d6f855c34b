import { X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';

export interface NoticeEntry {
  readonly id: number;
  readonly tone: 'info' | 'error';
  readonly message: string;
  /** Ids of what helps. */
  readonly offers?: readonly string[] | undefined;
}

interface Offering {
  readonly offerLabel: (id: string) => string;
  readonly onOffer: (id: string) => void;
}

const SHOWN_FOR = 6000;

function Notice({ notice, onDismiss, offerLabel, onOffer }: { readonly notice: NoticeEntry; readonly onDismiss: (id: number) => void } & Offering) {
  const { id, tone, offers = [] } = notice;
  useEffect(() => {
    if (tone === 'error' || offers.length > 0) return undefined;
    const timer = setTimeout(() => onDismiss(id), SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [id, tone, offers.length, onDismiss]);
  return (
    <div className="or-notice" data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <div className="or-notice-text">
        {notice.message}
        {offers.length === 0 ? null : (
          <div className="or-notice-offers">
            {offers.map((offer) => (
              <Button
                key={offer}
                onClick={() => {
                  onDismiss(id);
                  onOffer(offer);
                }}
              >
                {offerLabel(offer)}
              </Button>
            ))}
          </div>
        )}
      </div>
      <IconButton label="Dismiss" icon={<X size={14} />} size={20} onClick={() => onDismiss(id)} />
    </div>
  );
}

/** What just happened. Errors, and what offers something to do, stay until they are dismissed. */
export function Notices({
  notices,
  onDismiss,
  ...offering
}: { readonly notices: readonly NoticeEntry[]; readonly onDismiss: (id: number) => void } & Offering) {
  return (
    <div className="or-notices" aria-live="polite">
      {notices.slice(-4).map((notice) => (
        <Notice key={notice.id} notice={notice} onDismiss={onDismiss} {...offering} />
      ))}
    </div>
  );
}
