import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { TextField } from '../kit/text-field.tsx';
import { saveBytes } from '../results/save-bytes.ts';
import { pickFiles } from '../shell/pick-files.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { ACTIONS, type Action } from './actions.ts';
import { FILL_KEYS } from '../inspector/go-down.ts';
import { keysText } from './keys.ts';
import { keysFile, keysOf, readKeysFile, type OwnKeys } from './own-keys.ts';
import { ShortcutRow } from './shortcut-row.tsx';
import './shortcuts.css';

const GROUPS = ['Project', 'Edit', 'Model', 'Diagram', 'View', 'Run', 'Help'] as const satisfies readonly Action['group'][];
const FIXED = [
  ['Arrow keys', 'Move the selection'],
  ['Shift+Arrow keys', 'Move it further'],
  ['Tab', 'Next object'],
  ['Ctrl+Arrow keys', 'Object beside it'],
  ['Enter', 'Columns of the object; edit the column'],
  ['Alt+Arrow keys', 'Resize an area or a note'],
  ['Escape', 'Back, and select nothing'],
  ['Double click', 'Show rows'],
] as const;
const IN_LISTS = [
  ['Enter', 'Keep, and go down'],
  ['Shift+Enter', 'Keep, and go up'],
  ['Tab', 'Keep, and go right'],
  ['Escape', 'Take back'],
  [keysText(FILL_KEYS), 'Fill a type or a use from above, and go down'],
  ['Alt+↑, Alt+↓', 'Move the column'],
  [keysText('Mod+V'), 'Paste names, a sheet or CREATE TABLE'],
] as const;
const UNCHANGEABLE = [
  ['On the diagram', FIXED],
  ['In lists of columns', IN_LISTS],
] as const;

/** Whether a command answers what was typed: by its name, its group or its keys. */
function answers(action: Action, own: OwnKeys, wanted: string): boolean {
  const text = [action.label, action.group, ...keysOf(action, own).map((keys) => keysText(keys))].join(' ').toLowerCase();
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Every command with its keys, which can be changed here for this browser. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { setView } = useActions();
  const own = useStudio((state) => state.view.keys);
  const [wanted, setWanted] = useState('');
  const [recording, setRecording] = useState<string>();
  const [told, setTold] = useState('');
  const change = (keys: OwnKeys) => {
    setTold('');
    setView({ keys });
  };
  const load = async () => {
    const [file] = await pickFiles('.json');
    if (!file) return;
    const read = readKeysFile(ACTIONS, await file.text());
    if (typeof read === 'string') {
      setTold(`${file.name}: ${read}`);
      return;
    }
    setView({ keys: read.own });
    setTold(
      read.left.length === 0 ? `The shortcuts of ${file.name} hold now.` : `The shortcuts of ${file.name} hold now, but for these. ${read.left.join('; ')}.`,
    );
  };
  const shown = ACTIONS.filter((action) => answers(action, own, wanted.trim()));
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Keyboard shortcuts"
      width="min(820px, 94vw)"
      footer={
        <>
          <span className="or-shortcuts-told" role="status">
            {told}
          </span>
          <Button disabled={Object.keys(own).length === 0} onClick={() => change({})}>
            Set all back
          </Button>
          <Button onClick={() => void load()}>Load from a file…</Button>
          <Button onClick={() => saveBytes({ name: 'orrery-shortcuts.json', bytes: new TextEncoder().encode(keysFile(own)) }, 'application/json')}>
            Save as file
          </Button>
        </>
      }
    >
      <TextField label="Find a command or keys" value={wanted} onChange={setWanted} data-autofocus />
      <div className="or-shortcuts">
        {GROUPS.map((group) => {
          const actions = shown.filter((action) => action.group === group);
          return actions.length === 0 ? null : (
            <section key={group} aria-label={group}>
              <h3>{group}</h3>
              {actions.map((action) => (
                <ShortcutRow
                  key={action.id}
                  action={action}
                  own={own}
                  recording={recording === action.id}
                  onRecord={(on) => setRecording(on ? action.id : undefined)}
                  onChange={change}
                />
              ))}
            </section>
          );
        })}
        {wanted.trim() === ''
          ? UNCHANGEABLE.map(([where, fixed]) => (
              <section key={where} aria-label={where}>
                <h3>{where} (as they are)</h3>
                {fixed.map(([keys, label]) => (
                  <div key={keys} className="or-shortcut">
                    <span>{label}</span>
                    <span className="or-kbd">{keys}</span>
                  </div>
                ))}
              </section>
            ))
          : null}
        {shown.length === 0 ? <p className="or-soft">No command is called that, and none has these keys.</p> : null}
      </div>
    </Dialog>
  );
}
