import { ImageDown, LayoutGrid, Map as MapIcon, Maximize, Palette, Plus, Search, Square, StickyNote, Table2 } from 'lucide-react';
import { useContext } from 'react';
import { KINDS, LAYER_LABELS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import { HIDEABLE, LAYERS } from '../../core/model/schema.ts';
import type { Diagram, Hideable, ObjectKind } from '../../core/model/types.ts';
import { CANVAS_DRAG_TYPE, dropText } from '../canvas/drop.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { Tooltip } from '../kit/tooltip.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { HIDE_LABELS, toggleHidden } from '../shortcuts/actions/diagram.ts';
import { COLORS, COLORS_LABELS } from '../shortcuts/actions/view.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { createObject, newLabel } from './create-object.ts';
import { useShell } from './shell-context.ts';

const SHOWN = [
  ['all', 'All columns', 'Shift+2'],
  ['keys', 'Keys only', 'Shift+4'],
  ['none', 'Names only', 'Shift+3'],
] as const satisfies readonly (readonly [Diagram['columns'], string, string])[];

/** Kinds that a new project begins with; the others are in a menu beside them. */
const FIRST: ReadonlySet<ObjectKind> = new Set(['source', 'staging', 'hub', 'link', 'satellite', 'dimension', 'fact']);
const NO_KINDS: readonly Hideable[] = [];

function NewObjects() {
  const store = useContext(StudioContext);
  const shell = useShell();
  if (!store) return null;
  return (
    <>
      {OBJECT_KINDS.filter((kind) => FIRST.has(kind)).map((kind) => (
        <Tooltip key={kind} label={`${newLabel(kind)}: click, or drag onto the diagram`}>
          <button
            type="button"
            className="or-tool"
            draggable
            aria-label={newLabel(kind)}
            onClick={() => createObject(store, shell, kind)}
            onDragStart={(event) => event.dataTransfer.setData(CANVAS_DRAG_TYPE, dropText({ kind: 'new', objectKind: kind }))}
          >
            <KindMark kind={kind} size={14} />
            <span className="or-tool-name">{KINDS[kind].label}</span>
          </button>
        </Tooltip>
      ))}
      <Menu
        target={
          <button type="button" className="or-tool" aria-label="More kinds of objects">
            <Plus size={14} aria-hidden />
            <span className="or-tool-name">More</span>
          </button>
        }
        entries={LAYERS.flatMap((layer): readonly MenuEntry[] => {
          const kinds = OBJECT_KINDS.filter((kind) => !FIRST.has(kind) && KINDS[kind].layer === layer);
          return kinds.length === 0
            ? []
            : [
                { id: layer, heading: LAYER_LABELS[layer] },
                ...kinds.map((kind) => ({
                  id: kind,
                  label: KINDS[kind].label,
                  icon: <KindMark kind={kind} />,
                  onSelect: () => createObject(store, shell, kind),
                })),
              ];
        })}
      />
    </>
  );
}

/** The row above the canvas: what can be drawn, and how the diagram is shown. */
export function DiagramTools() {
  const store = useContext(StudioContext);
  const shell = useShell();
  const diagram = useStudio((state) => state.diagram);
  const shown = useStudio((state) => state.project.diagrams[state.diagram]?.columns ?? 'all');
  const hidden = useStudio((state) => state.project.diagrams[state.diagram]?.hide ?? NO_KINDS);
  const skeleton = useStudio((state) => state.project.diagrams[state.diagram]?.skeleton === true);
  const minimap = useStudio((state) => state.view.minimap);
  const legend = useStudio((state) => state.view.legend);
  const colors = useStudio((state) => state.view.colors);
  const { dispatch } = useActions();
  if (!store) return null;
  const act = (id: string) => () => void runAction(actionOf(id), { store, shell });
  const entry = (id: string): MenuEntry => {
    const { label, keys, enabled } = actionOf(id);
    return { id, label, keys: keys?.[0], disabled: enabled?.(store.getState()) === false, onSelect: act(id) };
  };
  const label = SHOWN.find(([id]) => id === shown)?.[1] ?? '';
  return (
    <div className="or-tools" role="toolbar" aria-label="Diagram">
      <NewObjects />
      <span className="or-bar-line" />
      <IconButton label="New note" keys="Alt+Shift+N" size={24} icon={<StickyNote size={14} />} onClick={act('diagram.note')} />
      <IconButton label="New area, around the selection" keys="Alt+Shift+A" size={24} icon={<Square size={14} />} onClick={act('diagram.area')} />
      <span className="or-tools-gap" />
      <Menu
        end
        target={
          <button type="button" className="or-tool">
            <Table2 size={14} aria-hidden />
            {hidden.length > 0 || skeleton ? `${label} · some hidden` : label}
          </button>
        }
        entries={[
          ...SHOWN.map(([id, text, keys]) => ({
            id: text,
            label: text,
            keys,
            checked: id === shown,
            onSelect: () => dispatch('diagram.columns', { diagram, columns: id }),
          })),
          { id: 'of', heading: 'Of these, show' },
          ...HIDEABLE.map((kind) => ({ id: kind, label: HIDE_LABELS[kind], checked: !hidden.includes(kind), onSelect: () => toggleHidden({ store }, kind) })),
          { id: 'line', divider: true },
          { id: 'satellites', label: 'Satellites', keys: 'Alt+S', checked: !skeleton, onSelect: act('diagram.skeleton') },
        ]}
      />
      <Menu
        end
        target={<IconButton label="Tidy up and align" keys="Shift+T" size={24} icon={<LayoutGrid size={14} />} />}
        entries={() => [
          { id: 'all', heading: 'The diagram' },
          ...['diagram.tidy.layers', 'diagram.tidy.star', 'diagram.tidy.vault'].map(entry),
          { id: 'chosen', heading: 'The selection' },
          ...['diagram.tidySelection.layers', 'diagram.tidySelection.star', 'diagram.tidySelection.vault', 'diagram.pin'].map(entry),
          { id: 'line', divider: true },
          ...['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down'].map((how) => entry(`diagram.arrange.${how}`)),
        ]}
      />
      <Menu
        end
        target={<IconButton label="Save the diagram as an image" size={24} icon={<ImageDown size={14} />} />}
        entries={() => ['diagram.svg', 'diagram.png', 'diagram.pdf'].map(entry)}
      />
      <Menu
        end
        target={<IconButton label="Colours and legend" size={24} icon={<Palette size={14} />} />}
        entries={[
          { id: 'legend', label: 'Legend', keys: 'Alt+Shift+L', checked: legend, onSelect: act('diagram.legend') },
          { id: 'colours', heading: 'Colours' },
          ...COLORS.map((id) => ({ id, label: COLORS_LABELS[id], checked: id === colors, onSelect: act(`view.colors.${id}`) })),
        ]}
      />
      <IconButton label="Find on the diagram" keys="/" size={24} icon={<Search size={14} />} onClick={act('diagram.find')} />
      <IconButton label="Map of the diagram" keys="Alt+M" size={24} pressed={minimap} icon={<MapIcon size={14} />} onClick={act('diagram.minimap')} />
      <IconButton label="Fit the diagram" keys="Shift+1" size={24} icon={<Maximize size={14} />} onClick={act('view.fit')} />
    </div>
  );
}
