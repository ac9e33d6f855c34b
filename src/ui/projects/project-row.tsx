import { EllipsisVertical } from 'lucide-react';
import { useState } from 'react';
import type { ListedProject } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { InlineName } from '../kit/inline-name.tsx';
import { Menu } from '../kit/menu.tsx';
import { projectFacts } from './project-facts.ts';

interface ProjectRowProps {
  readonly project: ListedProject;
  readonly open: boolean;
  readonly now: Date;
  readonly onOpen: () => void;
  readonly onRename: (name: string) => void;
  readonly onDuplicate: () => void;
  readonly onDelete: () => void;
}

/** One kept project: what it is, and what can be done with it. */
export function ProjectRow({ project, open, now, onOpen, onRename, onDuplicate, onDelete }: ProjectRowProps) {
  const [naming, setNaming] = useState(false);
  const { name, elsewhere, problem } = project;
  const mark = open ? (elsewhere ? 'open here, to be read' : 'open here') : elsewhere ? 'open in another tab' : undefined;
  return (
    <li className="or-project" data-open={open || undefined} aria-current={open || undefined}>
      <div className="or-project-about">
        {naming ? (
          <InlineName
            label={`Name of ${name}`}
            value={name}
            onCommit={(next) => {
              setNaming(false);
              onRename(next);
            }}
            onCancel={() => setNaming(false)}
          />
        ) : (
          <span className="or-project-title" title={name}>
            {name}
          </span>
        )}
        {mark === undefined ? null : <span className="or-project-mark">{mark}</span>}
        <span className="or-project-facts">{projectFacts(project, now)}</span>
      </div>
      <Button aria-label={`Open ${name}`} disabled={open || problem !== undefined} onClick={onOpen}>
        Open
      </Button>
      <Menu
        end
        target={<IconButton label={`More for ${name}`} icon={<EllipsisVertical size={14} />} />}
        entries={[
          { id: 'rename', label: 'Rename', disabled: elsewhere || problem !== undefined, onSelect: () => setNaming(true) },
          { id: 'duplicate', label: 'Duplicate', disabled: problem !== undefined, onSelect: onDuplicate },
          { id: 'line', divider: true },
          { id: 'delete', label: open ? 'Delete (open another one first)' : 'Delete', danger: true, disabled: open || elsewhere, onSelect: onDelete },
        ]}
      />
    </li>
  );
}
