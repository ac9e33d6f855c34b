import { useMemo, useState } from 'react';
import type { Settings } from '../../core/model/types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { EnvironmentFields } from './settings-environments.tsx';
import { ExportFields, ScheduleFields } from './settings-exports.tsx';
import { ExposureFields } from './settings-exposures.tsx';
import { GroupFields } from './settings-groups.tsx';
import { NamingPreview, type NamingChange } from './naming-preview.tsx';
import { HashFields } from './settings-hash.tsx';
import { NameFields } from './settings-names.tsx';
import { SettingsNav } from './settings-nav.tsx';
import { settingsProblems } from './settings-problems.ts';
import { RejectFields, VaultFields } from './settings-rules.tsx';
import { BrowserSettings } from './settings-browser.tsx';
import './settings.css';

const PAGES = [
  { id: 'hash', label: 'Hash rules', of: ['hash'] },
  { id: 'vault', label: 'Data Vault', of: ['vault'] },
  { id: 'rejects', label: 'Rejects', of: ['bad_values', 'rejects'] },
  { id: 'names', label: 'Names', of: ['schemas', 'technical', 'prefixes', 'naming'] },
  { id: 'environments', label: 'Environments', of: ['environments'] },
  { id: 'groups', label: 'Groups', of: ['groups'] },
  { id: 'exposures', label: 'Exposures', of: ['exposures'] },
  { id: 'schedule', label: 'Schedule', of: ['cron'] },
  { id: 'exports', label: 'Exports for dbt', of: ['exports'] },
  { id: 'browser', label: 'This browser', of: [] as readonly string[] },
] as const;
type PageId = (typeof PAGES)[number]['id'];

/** Settings that are replaced as a whole; taken out where the draft has none. */
const WHOLE = ['naming', 'vault', 'bad_values', 'rejects', 'environments', 'groups', 'exposures', 'exports', 'cron'] as const;

/** What renames objects and columns when it changes. */
const NAMES = ['schemas', 'technical', 'prefixes', 'naming'] as const;

/** A patch after which only what is in `next` is left. */
const replacing = (before: object, next: object): object => ({ ...Object.fromEntries(Object.keys(before).map((key) => [key, null])), ...next });

const patchOf = (saved: Settings, { schemas, prefixes, hash, technical, ...draft }: Settings): Readonly<Record<string, unknown>> => ({
  schemas,
  prefixes,
  hash: replacing(saved.hash, hash),
  technical: replacing(saved.technical, technical),
  ...Object.fromEntries(WHOLE.filter((key) => draft[key] !== saved[key]).map((key) => [key, draft[key] ?? null])),
});

/** What holds for the whole project. Nothing changes until Apply; then it is one step to undo. */
export function SettingsDialog({ onClose }: { readonly onClose: () => void }) {
  const { dispatch } = useActions();
  const saved = useStudio((state) => state.project.settings);
  const [draft, setDraft] = useState<Settings>(saved);
  const [names, setNames] = useState<readonly (string | undefined)[]>(() => (saved.groups ?? []).map(({ name }) => name));
  const [page, setPage] = useState<PageId>('hash');
  const [preview, setPreview] = useState<NamingChange>();
  const problems = useMemo(() => settingsProblems(draft), [draft]);
  const wrong = new Set([...problems.keys()].map((path) => path.split('.')[0]));
  const onChange = (patch: Partial<Settings>) => setDraft((before) => ({ ...before, ...patch }));
  const apply = () => {
    const groups = Object.fromEntries((draft.groups ?? []).flatMap(({ name }, index) => (names[index] === undefined ? [] : [[names[index], name]])));
    const patch = patchOf(saved, draft);
    if (NAMES.some((key) => draft[key] !== saved[key])) setPreview({ patch, groups });
    else if (draft === saved || dispatch('project.settings', { patch, groups })) onClose();
  };
  if (preview) return <NamingPreview settings={draft} {...preview} onBack={() => setPreview(undefined)} onClose={onClose} />;
  const part = { settings: draft, problems, onChange };
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Settings of the project"
      width="min(860px, 94vw)"
      bare
      footer={
        <>
          {problems.size > 0 ? (
            <span className="or-settings-wrong">
              Correct{' '}
              {PAGES.filter(({ of }) => of.some((key) => wrong.has(key)))
                .map(({ label }) => label)
                .join(', ')}{' '}
              first.
            </span>
          ) : null}
          <Button onClick={onClose}>Cancel</Button>
          <Button tone="primary" disabled={problems.size > 0} onClick={apply}>
            Apply
          </Button>
        </>
      }
    >
      <div className="or-settings-pages">
        <SettingsNav
          pages={PAGES.map(({ id, label, of }) => ({
            id,
            label,
            bad: of.some((key) => wrong.has(key)),
            count: id === 'environments' || id === 'groups' || id === 'exposures' ? draft[id]?.length : undefined,
          }))}
          value={page}
          onChange={setPage}
        />
        <div className="or-settings-page" role="tabpanel" aria-label={PAGES.find(({ id }) => id === page)?.label}>
          {page === 'hash' ? (
            <HashFields hash={draft.hash} onChange={(patch) => onChange({ hash: { ...draft.hash, ...patch } })} onReplace={(hash) => onChange({ hash })} />
          ) : null}
          {page === 'vault' ? <VaultFields settings={draft} onChange={onChange} /> : null}
          {page === 'rejects' ? <RejectFields settings={draft} onChange={onChange} /> : null}
          {page === 'names' ? <NameFields {...part} /> : null}
          {page === 'environments' ? <EnvironmentFields {...part} /> : null}
          {page === 'groups' ? <GroupFields {...part} names={names} onNames={setNames} /> : null}
          {page === 'exposures' ? <ExposureFields {...part} /> : null}
          {page === 'schedule' ? <ScheduleFields {...part} /> : null}
          {page === 'browser' ? <BrowserSettings /> : null}
          {page === 'exports' ? <ExportFields {...part} /> : null}
        </div>
      </div>
    </Dialog>
  );
}
