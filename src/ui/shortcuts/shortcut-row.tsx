import { RotateCcw, X } from 'lucide-react';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { ACTIONS, type Action } from './actions.ts';
import { keysOfPress, keysText } from './keys.ts';
import { assignKeys, clearKeys, holderOf, keysOf, resetKeys, type OwnKeys } from './own-keys.ts';
import { refusedKeys } from './refused-keys.ts';

interface RecorderProps {
  readonly action: Action;
  readonly own: OwnKeys;
  readonly onKeys: (keys: string) => void;
  readonly onCancel: () => void;
}

/** Waits for keys; says why some cannot be, and whose they are. */
function Recorder({ action, own, onKeys, onCancel }: RecorderProps) {
  const field = useRef<HTMLButtonElement>(null);
  const [keys, setKeys] = useState<string>();
  useEffect(() => field.current?.focus(), []);
  const refused = keys === undefined ? undefined : refusedKeys(keys);
  const holder = keys === undefined ? undefined : holderOf(ACTIONS, keys, own);
  const taken = refused === undefined && holder !== undefined && holder !== action ? holder : undefined;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') {
      onCancel();
      return;
    }
    const pressed = keysOfPress(event);
    if (pressed === undefined) return;
    const other = holderOf(ACTIONS, pressed, own);
    if (refusedKeys(pressed) === undefined && (other === undefined || other === action)) onKeys(pressed);
    else setKeys(pressed);
  };
  return (
    <div className="or-shortcut-record">
      <button ref={field} type="button" className="or-shortcut-field" aria-label={`New keys for ${action.label}`} onKeyDown={onKeyDown}>
        {keys === undefined ? 'Press the keys; Escape leaves it as it is' : keysText(keys)}
      </button>
      <span role="alert" className="or-shortcut-note">
        {refused ?? (taken === undefined ? '' : `${keysText(keys ?? '')} is the key of “${taken.label}”.`)}
      </span>
      {taken === undefined || keys === undefined ? null : <Button onClick={() => onKeys(keys)}>Take it from there</Button>}
      <Button onClick={onCancel}>Cancel</Button>
    </div>
  );
}

interface ShortcutRowProps {
  readonly action: Action;
  readonly own: OwnKeys;
  readonly recording: boolean;
  readonly onRecord: (on: boolean) => void;
  readonly onChange: (own: OwnKeys) => void;
}

/** One command and its keys, to be changed, taken away and set back. */
export function ShortcutRow({ action, own, recording, onRecord, onChange }: ShortcutRowProps) {
  const change = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  const keys = keysOf(action, own);
  const label = action.label.replace('…', '');
  useEffect(() => {
    if (!recording && back.current) change.current?.focus();
    back.current = recording;
  }, [recording]);
  if (recording)
    return (
      <div className="or-shortcut" data-recording>
        <span>{label}</span>
        <Recorder
          action={action}
          own={own}
          onCancel={() => onRecord(false)}
          onKeys={(next) => {
            onChange(assignKeys(ACTIONS, own, action, next));
            onRecord(false);
          }}
        />
      </div>
    );
  return (
    <div className="or-shortcut">
      <span>{label}</span>
      <span className="or-shortcut-does">
        {own[action.id] === undefined ? null : (
          <IconButton
            size={22}
            label={`Set the keys of ${label} back`}
            icon={<RotateCcw size={12} />}
            onClick={() => onChange(resetKeys(ACTIONS, own, action))}
          />
        )}
        {keys.length === 0 ? null : (
          <IconButton size={22} label={`Take the keys of ${label} away`} icon={<X size={12} />} onClick={() => onChange(clearKeys(own, action))} />
        )}
        <button
          ref={change}
          type="button"
          className="or-shortcut-keys"
          aria-label={keys.length === 0 ? `Set keys for ${label}` : `Change the keys of ${label}: ${keys.map((one) => keysText(one)).join(', ')}`}
          data-own={own[action.id] !== undefined || undefined}
          onClick={() => onRecord(true)}
        >
          {keys.length === 0 ? 'Set' : keys.map((one) => <kbd key={one}>{keysText(one)}</kbd>)}
        </button>
      </span>
    </div>
  );
}
