import { OfflineState } from '../help/offline-state.tsx';
import { Button } from '../kit/button.tsx';
import { Select } from '../kit/select.tsx';
import { BrowserRoom } from '../projects/browser-room.tsx';
import { COLORS, COLORS_LABELS } from '../shortcuts/actions/view.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { useShell } from './shell-context.ts';

const SCHEMES = [
  { value: 'auto', label: 'As the system' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
] as const;

/** What belongs to this browser and not to the project: it changes at once. */
export function BrowserSettings() {
  const { setView } = useActions();
  const shell = useShell();
  const scheme = useStudio((state) => state.view.colorScheme);
  const colors = useStudio((state) => state.view.colors);
  return (
    <>
      <section className="or-settings">
        <h3>Look and keys</h3>
        <p className="or-soft">These belong to this browser, not to the project, and hold at once.</p>
        <div className="or-settings-grid">
          <Select
            label="Theme"
            value={scheme}
            options={SCHEMES}
            onChange={(value) => {
              if (value !== null) setView({ colorScheme: value });
            }}
          />
          <Select
            label="Colours"
            value={colors}
            options={COLORS.map((value) => ({ value, label: COLORS_LABELS[value] }))}
            onChange={(value) => {
              if (value !== null) setView({ colors: value });
            }}
          />
        </div>
        <Button onClick={() => shell.open({ kind: 'shortcuts' })}>Keyboard shortcuts…</Button>
      </section>
      <section className="or-settings">
        <h3>Room</h3>
        <p className="or-soft">Projects and their files are kept here, and nowhere else.</p>
        <BrowserRoom />
        <Button onClick={() => shell.open({ kind: 'projects' })}>Projects…</Button>
      </section>
      <section className="or-settings">
        <h3>Without a network</h3>
        <OfflineState />
      </section>
    </>
  );
}
