import { lazy, Suspense } from 'react';
import { Palette } from '../palette/palette.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { NameDialog } from './name-dialog.tsx';
import type { ShellDialog } from './shell-context.ts';

const DeleteDialog = lazy(async () => ({ default: (await import('./delete-dialog.tsx')).DeleteDialog }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('../shortcuts/shortcuts-dialog.tsx')).ShortcutsDialog }));
const SettingsDialog = lazy(async () => ({ default: (await import('./settings-dialog.tsx')).SettingsDialog }));
const ProjectsDialog = lazy(async () => ({ default: (await import('../projects/projects-dialog.tsx')).ProjectsDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('../help/help-dialog.tsx')).HelpDialog }));
const Tour = lazy(async () => ({ default: (await import('../tour/tour.tsx')).Tour }));
const LinkDialog = lazy(async () => ({ default: (await import('../projects/link-dialog.tsx')).LinkDialog }));
const ExportDialog = lazy(async () => ({ default: (await import('../dialogs/export-dialog.tsx')).ExportDialog }));

/** Whatever the shell shows above everything else, one at a time. Those that take text at once are there with the first key press. */
export function Dialogs({ dialog, onClose }: { readonly dialog: ShellDialog; readonly onClose: () => void }) {
  const actions = useActions();
  const project = useStudio((state) => state.project);
  switch (dialog.kind) {
    case 'palette':
      return <Palette query={dialog.query} onClose={onClose} />;
    case 'shortcuts':
      return (
        <Suspense>
          <ShortcutsDialog onClose={onClose} />
        </Suspense>
      );
    case 'settings':
      return (
        <Suspense>
          <SettingsDialog onClose={onClose} />
        </Suspense>
      );
    case 'export':
      return (
        <Suspense>
          <ExportDialog opened onClose={onClose} />
        </Suspense>
      );
    case 'projects':
      return (
        <Suspense>
          <ProjectsDialog onClose={onClose} />
        </Suspense>
      );
    case 'help':
      return (
        <Suspense>
          <HelpDialog page={dialog.page} onClose={onClose} />
        </Suspense>
      );
    case 'tour':
      return (
        <Suspense>
          <Tour onClose={onClose} />
        </Suspense>
      );
    case 'link':
      return (
        <Suspense>
          <LinkDialog text={dialog.text} onClose={onClose} />
        </Suspense>
      );
    case 'copy_link':
      return (
        <NameDialog
          title="Link to this model"
          label="This browser does not let the page copy it: copy it from here"
          verb="Close"
          value={dialog.address}
          onClose={onClose}
          onName={() => undefined}
        />
      );
    case 'delete':
      return (
        <Suspense>
          <DeleteDialog ids={dialog.ids} onClose={onClose} />
        </Suspense>
      );
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
          hint="The project that is open stays in the list of projects."
          onClose={onClose}
          onName={(name) => void actions.newProject(name)}
        />
      );
  }
}
