import { useMemo, useState } from 'react';
import { strToU8 } from 'fflate';
import { Button } from '../kit/button.tsx';
import { Checkbox } from '../kit/checkbox.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { DIALECTS } from '../../core/dialects/registry.ts';
import { exportPackage, packageName } from '../../core/targets/export-package.ts';
import { TARGETS } from '../../core/targets/registry.ts';
import type { LandedRows } from '../../core/targets/types.ts';
import { zipFiles } from '../../core/targets/zip-files.ts';
import { plural } from '../panel/numbers.ts';
import { DiagnosticLines } from '../problems/diagnostic-lines.tsx';
import { saveBytes } from '../results/save-bytes.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { CopyButton } from '../workbench/copy-button.tsx';
import { PlatformSelect } from '../workbench/platform-select.tsx';
import { SqlEditor } from '../workbench/sql-editor.tsx';
import { ExportFiles } from './export-files.tsx';
import '../panel/controls.css';
import './export-dialog.css';

interface ExportDialogProps {
  readonly opened: boolean;
  readonly onClose: () => void;
}

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

function ExportBody({ onClose }: Pick<ExportDialogProps, 'onClose'>) {
  const plan = useStudio((state) => state.plan);
  const platform = useStudio((state) => state.view.platform);
  const [targets, setTargets] = useState<readonly string[]>(() => TARGETS.map((target) => target.id));
  const [path, setPath] = useState<string>('README.md');
  const { rows, isReading, toggleRows } = useLandedRows();
  const takesRows = TARGETS.some((target) => target.takesRows === true && targets.includes(target.id));
  const taken = takesRows ? rows : undefined;
  const { files, diagnostics } = useMemo(() => exportPackage(plan, { platform, targets, ...(taken ? { rows: taken } : {}) }), [plan, platform, targets, taken]);
  const chosen = files.find((file) => file.path === path) ?? files[0];
  const all = [...plan.diagnostics, ...diagnostics].filter((diagnostic) => diagnostic.severity !== 'info');
  const errors = new Set(all.filter((diagnostic) => diagnostic.severity === 'error').map((diagnostic) => diagnostic.message)).size;
  const folder = packageName(plan, platform);
  const toggle = (id: string) =>
    setTargets(TARGETS.map((target) => target.id).filter((candidate) => (candidate === id ? !targets.includes(id) : targets.includes(candidate))));

  return (
    <div className="or-export">
      <div className="or-p-bar">
        <PlatformSelect />
        {TARGETS.map((target) => (
          <Checkbox key={target.id} label={target.label} checked={targets.includes(target.id)} onChange={() => toggle(target.id)} />
        ))}
        {takesRows ? <Checkbox label="Rows of the deliveries" checked={rows !== undefined} disabled={isReading} onChange={toggleRows} /> : null}
      </div>
      {errors > 0 ? (
        <div className="or-p-bar or-p-error" role="alert">
          <span className="or-p-note">
            {plural(errors, 'error')} of the model on {DIALECTS[platform].label}: what they concern is missing or will be refused.
          </span>
        </div>
      ) : null}
      <DiagnosticLines diagnostics={all} />
      {plan.relations.length === 0 || !chosen ? (
        <div className="or-p-empty">
          <p>
            {plan.relations.length === 0 ? 'There is nothing to export yet: the model has no object that can be built.' : 'Tick what should be in the export.'}
          </p>
        </div>
      ) : (
        <div className="or-export-body">
          <ExportFiles files={files} chosen={chosen.path} onChoose={setPath} />
          <div className="or-export-preview">
            <div className="or-p-bar">
              <code className="or-p-note">{chosen.path}</code>
              <span className="or-p-space" />
              <CopyButton text={chosen.text} />
              <Button onClick={() => saveBytes({ name: baseName(chosen.path), bytes: strToU8(chosen.text) }, 'text/plain')}>Download file</Button>
            </div>
            <div className="or-export-editor">
              <SqlEditor text={chosen.text} language={chosen.path.endsWith('.sql') ? 'sql' : 'plaintext'} label={chosen.path} />
            </div>
          </div>
        </div>
      )}
      <div className="or-dialog-foot or-export-foot">
        <span className="or-p-note">The same model gives the same bytes.</span>
        <span className="or-p-space" />
        <Button onClick={onClose}>Close</Button>
        <Button
          tone="primary"
          disabled={files.length === 0}
          onClick={() => saveBytes({ name: `${folder}.zip`, bytes: zipFiles(folder, files) }, 'application/zip')}
        >
          Download {plural(files.length, 'file')} as zip
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
