import { useState } from 'react';
import { Dialog } from '../kit/dialog.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { AboutPage } from './about-page.tsx';
import { DataPage } from './data-page.tsx';
import { TermsPage } from './terms-page.tsx';
import './help.css';

export type HelpPage = 'data' | 'terms' | 'about';

const PAGES = [
  { id: 'data', label: 'Your data' },
  { id: 'terms', label: 'Terms' },
  { id: 'about', label: 'About' },
] as const satisfies readonly { readonly id: HelpPage; readonly label: string }[];

/** What one wants to know of the studio itself. */
export function HelpDialog({ page: first, onClose }: { readonly page: HelpPage; readonly onClose: () => void }) {
  const [page, setPage] = useState<HelpPage>(first);
  return (
    <Dialog opened onClose={onClose} title="Help" width="min(760px, 94vw)" bare>
      <div className="or-help">
        <Tabs label="Help" tabs={PAGES} value={page} onChange={setPage} />
        <div className="or-help-page" role="tabpanel" aria-label={PAGES.find(({ id }) => id === page)?.label} tabIndex={0}>
          {page === 'data' ? <DataPage /> : page === 'terms' ? <TermsPage /> : <AboutPage />}
        </div>
      </div>
    </Dialog>
  );
}
