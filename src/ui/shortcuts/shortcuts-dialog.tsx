import { Dialog } from '../kit/dialog.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { ACTIONS } from './actions.ts';
import './shortcuts.css';

const GROUPS = ['Project', 'Edit', 'Model', 'Diagram', 'View', 'Run'] as const;
const CANVAS_KEYS = [
  ['Arrow keys', 'Move the selection'],
  ['Shift+Arrow keys', 'Move it further'],
  ['Tab', 'Next object'],
  ['Ctrl+Arrow keys', 'Object beside it'],
  ['Enter', 'Columns of the object; edit the column'],
  ['Alt+Arrow keys', 'Resize an area or a note'],
  ['Escape', 'Back, and select nothing'],
  ['Double click', 'Show rows'],
] as const;

/** Every key there is. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  return (
    <Dialog opened onClose={onClose} title="Keyboard shortcuts" width={760}>
      <div className="or-shortcuts">
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            {ACTIONS.filter((action) => action.group === group && action.keys !== undefined).map((action) => (
              <div key={action.id} className="or-shortcut">
                <span>{action.label.replace('…', '')}</span>
                <span>
                  {action.keys?.map((keys) => (
                    <Kbd key={keys} keys={keys} />
                  ))}
                </span>
              </div>
            ))}
          </section>
        ))}
        <section>
          <h3>On the diagram</h3>
          {CANVAS_KEYS.map(([keys, label]) => (
            <div key={keys} className="or-shortcut">
              <span>{label}</span>
              <span className="or-kbd">{keys}</span>
            </div>
          ))}
        </section>
      </div>
    </Dialog>
  );
}
