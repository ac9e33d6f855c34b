import { useState } from 'react';
import { strToU8 } from 'fflate';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Progress } from '../kit/progress.tsx';
import { PLATFORM_LABELS } from '../../core/model/platform-labels.ts';
import { TARGETS } from '../../core/targets/registry.ts';
import type { LandedRows } from '../../core/targets/types.ts';
import { plural } from '../panel/numbers.ts';
import { DiagnosticLines } from '../problems/diagnostic-lines.tsx';
import { saveBytes } from '../results/save-bytes.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { CopyButton } from '../workbench/copy-button.tsx';
import { EnvironmentSelect, useEnvironment } from './environment-select.tsx';
import { PlatformSelect } from '../workbench/platform-select.tsx';
import { SqlEditor } from '../workbench/sql-editor.tsx';
import { ExportFiles } from './export-files.tsx';
import { useExport, useExportText, type Exporting } from './use-export.ts';
import '../panel/controls.css';
import './export-dialog.css';

interface ExportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const NOTHING: readonly string[] = [];
const baseName = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The rows that go along, once they are asked for. Why they cannot be had is told as a notice. */
function useLandedRows() {
  const { landedRows, notify } = useActions();
  const [rows, setRows] = useState<LandedRows>();
  const [isReading, setReading] = useState(false);
  const toggleRows = (): void => {
    if (rows) return setRows(undefined);
    setReading(true);
    landedRows()
      .then(setRows, (error: unknown) => notify('error', error instanceof Error ? error.message : String(error)))
      .finally(() => setReading(false));
  };
  return { rows, isReading, toggleRows };
}

function Preview({ path, text, busy }: { readonly path: string; readonly text: string | undefined; readonly busy: boolean }) {
  return (
    <div className="or-export-preview">
      <div className="or-p-bar">
        <code className="or-p-note">{path}</code>
        <span className="or-p-space" />
        <CopyButton text={busy ? undefined : text} />
        <Button
          disabled={busy || text === undefined}
          onClick={() => text !== undefined && saveBytes({ name: baseName(path), bytes: strToU8(text) }, 'text/plain')}
        >
          Download file
        </Button>
      </div>
      <div className="or-export-editor">
        <SqlEditor text={text ?? ''} language={path.endsWith('.sql') ? 'sql' : 'plaintext'} label={path} />
      </div>
    </div>
  );
}

/** What stands where the files are, while there are none. */
function nothingYet(isEmpty: boolean, { step, failure }: Exporting): string {
  if (isEmpty) return 'There is nothing to export yet: the model has no object that can be built.';
  if (failure !== undefined) return `Nothing was written: ${failure}`;
  return step === undefined ? 'Tick what should be in the export.' : 'The files are shown as soon as they are written.';
}

function useZip({ exporter }: Exporting) {
  const { notify } = useActions();
  const [isPacking, setPacking] = useState(false);
  const download = (): void => {
    if (!exporter) return;
    setPacking(true);
    exporter
      .zip()
      .then(
        (zip) => saveBytes(zip, 'application/zip'),
        (error: unknown) => notify('error', error instanceof Error ? error.message : String(error)),
      )
      .finally(() => setPacking(false));
  };
  return { isPacking, download };
}

function ExportBody({ onClose }: Pick<ExportDialogProps, 'onClose'>) {
  const plan = useStudio((state) => state.plan);
  const platform = useStudio((state) => state.view.platform);
  const [targets, setTargets] = useState<readonly string[]>(() => TARGETS.map((target) => target.id));
  const [path, setPath] = useState<string>('README.md');
  const { rows, isReading, toggleRows } = useLandedRows();
  const takesRows = TARGETS.some((target) => target.takesRows === true && targets.includes(target.id));
  const environment = useEnvironment();
  const exporting = useExport({ platform, targets, environment, rows: takesRows ? rows : undefined });
  const { written, step, failure } = exporting;
  const paths = written?.paths ?? NOTHING;
  const chosen = paths.includes(path) ? path : paths[0];
  const shown = useExportText(exporting, chosen);
  const { isPacking, download } = useZip(exporting);
  const all = [...plan.diagnostics, ...(written?.diagnostics ?? [])].filter((diagnostic) => diagnostic.severity !== 'info');
  const errors = new Set(all.filter((diagnostic) => diagnostic.severity === 'error').map((diagnostic) => diagnostic.message)).size;
  const toggle = (id: string) =>
    setTargets(TARGETS.map((target) => target.id).filter((candidate) => (candidate === id ? !targets.includes(id) : targets.includes(candidate))));

  return (
    <div className="or-export" aria-busy={step !== undefined}>
      <div className="or-p-bar">
        <PlatformSelect />
        <EnvironmentSelect />
        {TARGETS.map((target) => (
          <Checkbox
            key={target.id}
            label={target.knowsEnvironments === true && environment !== undefined ? `${target.label} (all environments)` : target.label}
            checked={targets.includes(target.id)}
            onChange={() => toggle(target.id)}
          />
        ))}
        {takesRows ? <Checkbox label="Rows of the deliveries" checked={rows !== undefined} disabled={isReading} onChange={toggleRows} /> : null}
      </div>
      {errors > 0 && step === undefined ? (
        <div className="or-p-bar or-p-error" role="alert">
          <span className="or-p-note">
            {plural(errors, 'error')} of the model on {PLATFORM_LABELS[platform]}: what they concern is missing or will be refused.
          </span>
        </div>
      ) : null}
      <DiagnosticLines diagnostics={all} />
      {chosen === undefined ? (
        <div className={`or-p-empty${failure === undefined ? '' : ' or-p-error'}`} role={failure === undefined ? undefined : 'alert'}>
          <p>{nothingYet(step === undefined && plan.relations.length === 0, exporting)}</p>
        </div>
      ) : (
        <div className="or-export-body" data-old={step === undefined ? undefined : ''}>
          <ExportFiles paths={paths} chosen={chosen} onChoose={setPath} />
          <Preview path={shown?.path ?? chosen} text={shown?.text} busy={step !== undefined} />
        </div>
      )}
      <div className="or-dialog-foot or-export-foot">
        {step === undefined ? (
          <span className="or-p-note">The same model gives the same bytes.</span>
        ) : (
          <Progress className="or-export-progress" label="Export" doing={step.doing} done={step.done} total={step.total} />
        )}
        <span className="or-p-space" />
        <Button onClick={onClose}>Close</Button>
        <Button tone="primary" disabled={paths.length === 0 || step !== undefined || isPacking} onClick={download}>
          {paths.length === 0 ? 'Download as zip' : `${isPacking ? 'Packing' : 'Download'} ${plural(paths.length, 'file')} as zip`}
        </Button>
      </div>
    </div>
  );
}

/** The generated code, to look at and to take away. */
export function ExportDialog({ opened, onClose }: ExportDialogProps) {
  return (
    <Dialog opened={opened} onClose={onClose} title="Export" width="min(1100px, 94vw)" bare>
      <ExportBody onClose={onClose} />
    </Dialog>
  );
}
