import { useCallback, useContext, useEffect, useRef, useState } from 'react';
import type { ListedProject } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { useShell } from '../shell/shell-context.ts';
import { PROJECT_FILES } from '../shell/pick-files.ts';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { BrowserRoom } from './browser-room.tsx';
import { whenText } from './project-facts.ts';
import { ProjectRow } from './project-row.tsx';
import './projects.css';

/** The projects that this browser keeps. */
export function ProjectsDialog({ onClose }: { readonly onClose: () => void }) {
  const store = useContext(StudioContext);
  const shell = useShell();
  const actions = useActions();
  const openId = useStudio((state) => state.projectId);
  const saved = useStudio((state) => state.saved);
  const list = useRef<HTMLDivElement>(null);
  const [projects, setProjects] = useState<readonly ListedProject[]>();
  const [now] = useState(() => new Date());
  const [failure, setFailure] = useState<string>();
  const look = useCallback(
    () => actions.projects().then(setProjects, (error: unknown) => setFailure(error instanceof Error ? error.message : String(error))),
    [actions],
  );
  useEffect(() => void look(), [look, saved]);
  const then = (work: Promise<void>) => void work.then(look).then(() => list.current?.focus());
  const kept = projects?.filter(({ deleted }) => deleted === undefined) ?? [];
  const thrown = projects?.filter(({ deleted }) => deleted !== undefined) ?? [];
  return (
    <Dialog
      opened
      onClose={onClose}
      title="Projects in this browser"
      width="min(680px, 94vw)"
      footer={
        <>
          <BrowserRoom changed={projects} />
          <Button
            onClick={() => {
              onClose();
              shell.openFiles(PROJECT_FILES);
            }}
          >
            Open a zip…
          </Button>
          <Button
            onClick={() => {
              onClose();
              if (store) void runAction(actionOf('project.sample'), { store, shell });
            }}
          >
            Open the sample
          </Button>
          <Button tone="primary" onClick={() => shell.open({ kind: 'new_project' })}>
            New project…
          </Button>
        </>
      }
    >
      <div ref={list} tabIndex={-1} className="or-projects" aria-busy={projects === undefined && failure === undefined}>
        {failure === undefined ? null : (
          <p role="alert">What this browser keeps could not be read: {failure}. What is open can still be saved as a zip, from the project menu.</p>
        )}
        {projects !== undefined && kept.length === 0 ? <p className="or-soft">Nothing is kept yet. What you change is saved here by itself.</p> : null}
        <ul aria-label="Projects">
          {kept.map((project) => (
            <ProjectRow
              key={project.id}
              project={project}
              open={project.id === openId}
              now={now}
              onOpen={() => void actions.openKept(project.id).then(onClose)}
              onRename={(name) => then(actions.renameKept(project.id, name))}
              onDuplicate={() => then(actions.duplicateKept(project.id))}
              onDelete={() => then(actions.deleteKept(project.id))}
            />
          ))}
        </ul>
        {thrown.length === 0 ? null : (
          <section>
            <h3>Deleted</h3>
            <p className="or-soft">They can be taken back for 30 days, and take room until then.</p>
            <ul aria-label="Deleted projects">
              {thrown.map(({ id, name, deleted = '' }) => (
                <li key={id} className="or-project">
                  <div className="or-project-about">
                    <span className="or-project-title">{name}</span>
                    <span className="or-project-facts">deleted {whenText(deleted, now)}</span>
                  </div>
                  <Button aria-label={`Take back ${name}`} onClick={() => then(actions.takeBackKept(id))}>
                    Take back
                  </Button>
                  <Button tone="danger" aria-label={`Delete ${name} for good`} onClick={() => then(actions.eraseKept(id))}>
                    Delete for good
                  </Button>
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Dialog>
  );
}
