import { ChevronDown, ChevronRight, Undo2 } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { KINDS, OBJECT_KINDS } from '../../core/model/kinds.ts';
import type { ProposedObject } from '../../core/propose/proposal.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import type { Proposals } from './use-proposals.ts';

const WORDS = { high: 'high', medium: 'medium', low: 'low' } as const;

interface ProposalListProps {
  readonly proposals: Proposals;
  readonly chosen: string | undefined;
  readonly onChoose: (key: string) => void;
}

/** Proposed objects by kind; arrows walk them. What was refused stands folded at the end, to be brought back. */
export function ProposalList({ proposals, chosen, onChoose }: ProposalListProps) {
  const { objects, refused, notes } = proposals.proposal;
  const [open, setOpen] = useState(false);
  const groups = OBJECT_KINDS.map((kind) => ({ kind, members: objects.filter(({ object }) => object.kind === kind) })).filter(
    ({ members }) => members.length > 0,
  );
  const order: readonly ProposedObject[] = groups.flatMap(({ members }) => members);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const place = order.findIndex(({ key }) => key === chosen);
    const next = order[{ ArrowDown: place + 1, ArrowUp: place - 1, Home: 0, End: order.length - 1 }[event.key] ?? -1];
    if (!next) return;
    event.preventDefault();
    onChoose(next.key);
    event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(next.key)}"]`)?.focus();
  };
  return (
    <div className="or-propose-list">
      <div role="listbox" aria-label="Proposed objects" onKeyDown={onKeyDown}>
        {groups.map(({ kind, members }) => (
          <div key={kind} role="group" aria-label={KINDS[kind].label}>
            <div className="or-propose-group" aria-hidden>
              {KINDS[kind].label} <span>{members.length}</span>
            </div>
            {members.map(({ key, object, confidence, updates }) => (
              <button
                key={key}
                type="button"
                role="option"
                data-key={key}
                aria-selected={key === chosen}
                tabIndex={key === chosen ? 0 : -1}
                title={object.name}
                onClick={() => onChoose(key)}
              >
                <KindMark kind={object.kind} />
                <span className="or-propose-name">{object.name}</span>
                {updates ? <span className="or-soft">one more feed</span> : null}
                <span className="or-propose-mark" data-confidence={confidence}>
                  {WORDS[confidence]}
                </span>
              </button>
            ))}
          </div>
        ))}
      </div>
      {refused.length > 0 ? (
        <div className="or-propose-refused">
          <button type="button" className="or-propose-fold" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? <ChevronDown size={13} aria-hidden /> : <ChevronRight size={13} aria-hidden />} Refused {refused.length}
          </button>
          {open
            ? refused.map((one) => (
                <div key={one.key} className="or-propose-back">
                  <span title={one.key}>{one.name}</span>
                  <IconButton label={`Bring ${one.name} back`} icon={<Undo2 size={14} />} onClick={() => proposals.bringBack([one])} />
                </div>
              ))
            : null}
        </div>
      ) : null}
      {notes.length > 0 && objects.length > 0 ? (
        <ul className="or-propose-notes" aria-label="Not proposed">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
