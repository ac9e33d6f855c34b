import { NodeToolbar, Position, type Node, type NodeProps } from '@xyflow/react';
import { Pencil, Trash2 } from 'lucide-react';
import { memo, useState, type CSSProperties, type PointerEvent } from 'react';
import { MARK_COLORS } from '../../core/model/schema.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { InlineName } from '../kit/inline-name.tsx';
import { MARK_COLOR_LABELS, MARK_INK } from './mark-colors.ts';
import { SMALLEST, type Mark } from './marks.ts';
import { NoteText } from './note-text.tsx';

export interface MarkNodeData extends Record<string, unknown> {
  readonly mark: Mark;
  readonly scheme: 'light' | 'dark';
  readonly editing: boolean;
  readonly onEdit: (mark: Mark | undefined) => void;
  readonly onChange: (mark: Mark) => void;
  readonly onRemove: (mark: Mark) => void;
  readonly onFocus: (mark: Mark) => void;
  /** While it is being resized, and at the end without a size. */
  readonly onSize: (mark: Mark, size: { readonly width: number; readonly height: number } | undefined) => void;
}
export type MarkFlowNode = Node<MarkNodeData, 'mark'>;

function MarkTools({ mark, scheme, onEdit, onChange, onRemove }: MarkNodeData) {
  return (
    <NodeToolbar
      isVisible
      position={Position.Top}
      align="start"
      offset={6}
      className="or-mark-tools nodrag nopan"
      role="toolbar"
      aria-label={mark.type === 'area' ? 'Area' : 'Note'}
    >
      {MARK_COLORS.map((color) => (
        <button
          key={color}
          type="button"
          className="or-mark-color"
          aria-label={MARK_COLOR_LABELS[color]}
          aria-pressed={(mark.color ?? 'grey') === color}
          data-tip={MARK_COLOR_LABELS[color]}
          style={{ background: MARK_INK[scheme][color].ground, borderColor: MARK_INK[scheme][color].text }}
          onClick={() => onChange({ ...mark, color })}
        />
      ))}
      <IconButton
        size={22}
        label={mark.type === 'area' ? 'Rename the area' : 'Edit the note'}
        keys="F2"
        icon={<Pencil size={12} />}
        onClick={() => onEdit(mark)}
      />
      <IconButton
        size={22}
        label={mark.type === 'area' ? 'Remove the area' : 'Remove the note'}
        keys="Delete"
        icon={<Trash2 size={12} />}
        onClick={() => onRemove(mark)}
      />
    </NodeToolbar>
  );
}

function NoteEditor({ mark, onEdit, onChange }: MarkNodeData) {
  const [draft, setDraft] = useState(mark.type === 'note' ? mark.text : '');
  return (
    <textarea
      className="or-note-editor nodrag nowheel nopan"
      aria-label="Text of the note"
      autoFocus
      value={draft}
      placeholder="# Heading, - list, **bold**, *italic*, `code`"
      onChange={(event) => setDraft(event.currentTarget.value)}
      onBlur={() => {
        if (mark.type === 'note' && draft !== mark.text) onChange({ ...mark, text: draft });
        onEdit(undefined);
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') onEdit(undefined);
        else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.blur();
        else return;
        event.preventDefault();
      }}
    />
  );
}

/** The corner by which an area or a note is resized. */
function Corner({ mark, onSize, onChange }: MarkNodeData) {
  const onPointerDown = (down: PointerEvent<HTMLSpanElement>) => {
    down.stopPropagation();
    const corner = down.currentTarget;
    const zoom = corner.getBoundingClientRect().width / corner.offsetWidth || 1;
    corner.setPointerCapture(down.pointerId);
    const sizeAt = (event: globalThis.PointerEvent) => ({
      width: Math.max(SMALLEST.width, Math.round((mark.width + (event.clientX - down.clientX) / zoom) / 4) * 4),
      height: Math.max(SMALLEST.height, Math.round((mark.height + (event.clientY - down.clientY) / zoom) / 4) * 4),
    });
    const move = (event: globalThis.PointerEvent) => onSize(mark, sizeAt(event));
    const end = (event: globalThis.PointerEvent) => {
      corner.removeEventListener('pointermove', move);
      corner.removeEventListener('pointerup', end);
      corner.removeEventListener('pointercancel', end);
      onSize(mark, undefined);
      if (event.type === 'pointerup') onChange({ ...mark, ...sizeAt(event) });
    };
    corner.addEventListener('pointermove', move);
    corner.addEventListener('pointerup', end);
    corner.addEventListener('pointercancel', end);
  };
  return <span className="or-mark-corner nodrag" aria-hidden onPointerDown={onPointerDown} />;
}

/** An area or a note. An area's ground is drawn under the edges; here stand its name and what acts on it. */
export const MarkNode = memo(function MarkNode({ data, selected }: NodeProps<MarkFlowNode>) {
  const { mark, scheme, editing, onEdit, onChange, onFocus } = data;
  const colors = MARK_INK[scheme][mark.color ?? 'grey'];
  const style: CSSProperties = { width: mark.width, height: mark.height, color: colors.text, borderColor: selected ? undefined : colors.line };
  return (
    <div
      className="or-mark"
      data-mark={mark.type}
      data-selected={selected || undefined}
      style={mark.type === 'note' ? { ...style, background: colors.ground } : style}
    >
      {selected && !editing ? <MarkTools {...data} /> : null}
      {mark.type === 'area' ? (
        <div
          className="or-area-name"
          style={{ background: colors.ground, borderColor: colors.line }}
          tabIndex={0}
          aria-label={`Area ${mark.name}`}
          onFocus={() => onFocus(mark)}
          onDoubleClick={() => onEdit(mark)}
        >
          {editing ? (
            <InlineName
              value={mark.name}
              label="Name of the area"
              onCancel={() => onEdit(undefined)}
              onCommit={(name) => {
                onChange({ ...mark, name });
                onEdit(undefined);
              }}
            />
          ) : (
            mark.name
          )}
        </div>
      ) : editing ? (
        <NoteEditor {...data} />
      ) : (
        <div className="or-note" tabIndex={0} role="note" aria-label="Note" onFocus={() => onFocus(mark)} onDoubleClick={() => onEdit(mark)}>
          {mark.text === '' ? <span className="or-note-empty">Empty note</span> : <NoteText text={mark.text} />}
        </div>
      )}
      {selected ? <Corner {...data} /> : null}
    </div>
  );
});
