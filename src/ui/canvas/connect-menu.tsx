import { KINDS } from '../../core/model/kinds.ts';
import type { ObjectKind, Project } from '../../core/model/types.ts';
import { ContextMenu, type MenuEntry } from '../kit/menu.tsx';
import { KindMark } from '../kinds/kind-mark.tsx';
import { MAKEABLE } from './makeable.ts';
import type { Asked } from './use-connecting.ts';
import type { Meaning } from '../../core/commands/meanings.ts';

interface ConnectMenuProps {
  readonly project: Project;
  readonly asked: Asked | undefined;
  readonly onMeaning: (meaning: Meaning) => void;
  readonly onMake: (kind: ObjectKind) => void;
  readonly onClose: () => void;
}

/** The entries of a menu of meanings. */
export function meaningEntries(meanings: readonly Meaning[], kind: ObjectKind | undefined, onMeaning: (meaning: Meaning) => void): readonly MenuEntry[] {
  return meanings.map((meaning): MenuEntry => {
    const mark = meaning.makes ?? kind;
    return { id: meaning.id, label: meaning.label, icon: mark ? <KindMark kind={mark} /> : undefined, onSelect: () => onMeaning(meaning) };
  });
}

/** What a drag means, asked where it ended. */
export function ConnectMenu({ project, asked, onMeaning, onMake, onClose }: ConnectMenuProps) {
  if (!asked) return null;
  const from = project.objects[asked.from];
  const entries: readonly MenuEntry[] =
    asked.what === 'meaning'
      ? [{ id: '-', heading: 'What does it mean?' }, ...meaningEntries(asked.meanings, project.objects[asked.to]?.kind, onMeaning)]
      : from
        ? [
            { id: '-', heading: `Make from ${from.name}` },
            ...MAKEABLE[from.kind].map((kind): MenuEntry => ({
              id: kind,
              label: KINDS[kind].label,
              icon: <KindMark kind={kind} />,
              onSelect: () => onMake(kind),
            })),
          ]
        : [];
  return <ContextMenu at={asked.at} entries={entries} onClose={onClose} />;
}
