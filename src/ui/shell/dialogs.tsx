import { lazy, Suspense } from 'react';
import { Palette } from '../palette/palette.tsx';
import { ShortcutsDialog } from '../shortcuts/shortcuts-dialog.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { DeleteDialog } from './delete-dialog.tsx';
import { NameDialog } from './name-dialog.tsx';
import { SettingsDialog } from './settings-dialog.tsx';
import type { ShellDialog } from './shell-context.ts';

const ExportDialog = lazy(async () => ({ default: (await import('../dialogs/export-dialog.tsx')).ExportDialog }));

/** Whatever the shell shows above everything else, one at a time. All but the export are there with the first key press. */
export function Dialogs({ dialog, onClose }: { readonly dialog: ShellDialog; readonly onClose: () => void }) {
  const actions = useActions();
  const project = useStudio((state) => state.project);
  switch (dialog.kind) {
    case 'palette':
      return <Palette query={dialog.query} onClose={onClose} />;
    case 'shortcuts':
      return <ShortcutsDialog onClose={onClose} />;
    case 'settings':
      return <SettingsDialog onClose={onClose} />;
    case 'export':
      return (
        <Suspense>
          <ExportDialog opened onClose={onClose} />
        </Suspense>
      );
    case 'delete':
      return <DeleteDialog ids={dialog.ids} onClose={onClose} />;
    case 'rename':
      return (
        <NameDialog
          title="Rename object"
          label="Name"
          verb="Rename"
          value={project.objects[dialog.id]?.name ?? ''}
          hint="What refers to it follows."
          onClose={onClose}
          onName={(name) => actions.dispatch('object.rename', { id: dialog.id, name })}
        />
      );
    case 'rename_project':
      return (
        <NameDialog
          title="Rename project"
          label="Name"
          verb="Rename"
          value={project.name}
          onClose={onClose}
          onName={(name) => actions.dispatch('project.rename', { name })}
        />
      );
    case 'new_project':
      return (
        <NameDialog
          title="New project"
          label="Name"
          verb="Make"
          value="New project"
          hint="It takes the place of the project that is open, which is kept: reopen it from the project menu."
          onClose={onClose}
          onName={(name) => void actions.newProject(name)}
        />
      );
  }
}
