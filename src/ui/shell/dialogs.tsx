import { lazy, Suspense } from 'react';
import { hasColumns } from '../../core/model/lookup.ts';
import type { Id, Project } from '../../core/model/types.ts';
import { RenameDialog } from '../impact/rename-dialog.tsx';
import { Palette } from '../palette/palette.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { NameDialog } from './name-dialog.tsx';
import type { ShellDialog } from './shell-context.ts';

const DeleteDialog = lazy(async () => ({ default: (await import('../impact/delete-dialog.tsx')).DeleteDialog }));
const DeleteColumnDialog = lazy(async () => ({ default: (await import('../impact/delete-dialog.tsx')).DeleteColumnDialog }));
const ChooseFilesDialog = lazy(async () => ({ default: (await import('./choose-files-dialog.tsx')).ChooseFilesDialog }));
const ConnectDialog = lazy(async () => ({ default: (await import('./connect-dialog.tsx')).ConnectDialog }));
const ShortcutsDialog = lazy(async () => ({ default: (await import('../shortcuts/shortcuts-dialog.tsx')).ShortcutsDialog }));
const SettingsDialog = lazy(async () => ({ default: (await import('./settings-dialog.tsx')).SettingsDialog }));
const ProjectsDialog = lazy(async () => ({ default: (await import('../projects/projects-dialog.tsx')).ProjectsDialog }));
const HelpDialog = lazy(async () => ({ default: (await import('../help/help-dialog.tsx')).HelpDialog }));
const Tour = lazy(async () => ({ default: (await import('../tour/tour.tsx')).Tour }));
const LinkDialog = lazy(async () => ({ default: (await import('../projects/link-dialog.tsx')).LinkDialog }));
const ExportDialog = lazy(async () => ({ default: (await import('../dialogs/export-dialog.tsx')).ExportDialog }));

const columnName = (project: Project, id: Id, column: Id): string => {
  const object = project.objects[id];
  return (object && hasColumns(object) ? object.columns.find((candidate) => candidate.id === column)?.name : undefined) ?? '';
};

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
    case 'choose_files':
      return (
        <Suspense>
          <ChooseFilesDialog accept={dialog.accept} onClose={onClose} />
        </Suspense>
      );
    case 'connect':
      return (
        <Suspense>
          <ConnectDialog id={dialog.id} onClose={onClose} />
        </Suspense>
      );
    case 'delete_column': {
      const name = columnName(project, dialog.object, dialog.column);
      return (
        <Suspense>
          <DeleteColumnDialog object={dialog.object} column={dialog.column} name={name} onClose={onClose} />
        </Suspense>
      );
    }
    case 'rename': {
      const { id, column } = dialog;
      const own = project.objects[id]?.name ?? '';
      return column === undefined ? (
        <RenameDialog title={`Rename ${own}`} value={own} command={(name) => ({ type: 'object.rename', payload: { id, name } })} onClose={onClose} />
      ) : (
        <RenameDialog
          title={`Rename ${own}.${columnName(project, id, column)}`}
          value={columnName(project, id, column)}
          command={(name) => ({ type: 'column.update', payload: { object: id, column, patch: { name } } })}
          onClose={onClose}
        />
      );
    }
    case 'rename_project':
      return (
        <NameDialog
          title="Rename project"
          label="Name"
          verb="Rename"
          value={project.name}
          onClose={onClose}
          onName={(name) => name === project.name || actions.dispatch('project.rename', { name })}
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
