import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import { importPayload, type ImportChange } from '../../core/import/compare.ts';
import { PLATFORM_LABELS } from '../../core/model/platform-labels.ts';
import { SCRIPT_PLATFORMS, type ScriptPlatform } from '../../core/import/types.ts';
import type { IncomingFile } from '../../store/studio-types.ts';
import type { FoundSchema } from '../../store/schema-import/schema-reading.ts';
import { Button } from '../kit/button.tsx';
import { Dialog } from '../kit/dialog.tsx';
import { Select } from '../kit/select.tsx';
import { Tabs } from '../kit/tabs.tsx';
import { TextField } from '../kit/text-field.tsx';
import { plural } from '../panel/numbers.ts';
import { useShell } from '../shell/shell-context.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { ChangeDetail } from './change-detail.tsx';
import { ChangeList } from './change-list.tsx';
import { changeRows, type ChangeRow } from './change-rows.ts';
import { importVerb } from './change-words.ts';
import { SkippedList, UnreadList } from './unread-list.tsx';
import { useSchemaReading } from './use-schema-reading.ts';
import './import.css';

const PLATFORM_WORDS: Readonly<Record<ScriptPlatform, string>> = {
  ...PLATFORM_LABELS,
  databricks: 'Databricks, Spark, Hive',
  sqlserver: 'SQL Server',
  mysql: 'MySQL, MariaDB',
  oracle: 'Oracle',
  sqlite: 'SQLite',
};
const NONE: ReadonlySet<string> = new Set();
type Part = 'changes' | 'unread' | 'skipped';

const readAs = ({ read }: FoundSchema): string => {
  const by = new Map<string, number>();
  for (const { platform } of read.files) by.set(platform, (by.get(platform) ?? 0) + 1);
  return [...by].map(([platform, count]) => (by.size === 1 ? platform : `${platform} (${count})`)).join(', ');
};

/** Shows what scripts, dbt projects, DBML or contracts would change, each change to be taken or left, and does it in one step. */
export function ImportDialog({ files }: { readonly files: readonly IncomingFile[] }) {
  const { closeSchemas, dispatch, select, notify } = useActions();
  const shell = useShell();
  const diagram = useStudio((state) => state.diagram);
  const [platform, setPlatform] = useState<ScriptPlatform>();
  const [turned, setTurned] = useState<ReadonlySet<string>>(NONE);
  const [part, setPart] = useState<Part>('changes');
  const [chosen, setChosen] = useState<string>();
  const [wanted, setWanted] = useState('');
  const notRenamed = useMemo(() => new Set([...turned].filter((id) => id.endsWith('-renamed'))), [turned]);
  const reading = useSchemaReading(files, platform, notRenamed);
  const found = reading.phase === 'read' ? reading.found : undefined;
  // Files without tables say nothing against those that are there.
  const changes = useMemo(() => (found && found.tables > 0 ? found.comparison.changes : []), [found]);
  const rows = useMemo(() => changeRows(changes, wanted), [changes, wanted]);
  const kinds = useMemo(() => new Map(found?.kinds.map((kind) => [kind.table.name.toLowerCase(), kind])), [found]);
  const isAccepted = (change: ImportChange): boolean => change.proposed !== turned.has(change.id);
  const accepted = changes.filter(isAccepted);
  const accept = (own: readonly ImportChange[], accepting: boolean) =>
    setTurned((before) => {
      const next = new Set(before);
      for (const { id, proposed } of own) {
        if (proposed === accepting) next.delete(id);
        else next.add(id);
      }
      return next;
    });
  const kindOf = (row: ChangeRow) =>
    row.type === 'table' && row.changes[0]?.source ? kinds.get((row.changes[0].source.origin?.table ?? row.table).toLowerCase()) : undefined;
  const apply = () => {
    const payload = importPayload(changes, isAccepted);
    if (dispatch('import.apply', { ...payload, diagram, ...shell.spot() }) === false) return;
    closeSchemas();
    const ids = payload.sources.map(({ id }) => id);
    if (ids.length > 0) {
      select(ids);
      requestAnimationFrame(() => shell.canvas.current?.zoomTo(ids));
    }
    notify(
      'info',
      `${importVerb(accepted).replace(/^Import /, 'Imported: ')}. One undo takes it back.`,
      ids.length > 0 ? ['model.propose.vault', 'model.propose.star'] : [],
    );
  };
  const row = rows.find(({ key }) => key === chosen);
  const names = files.length === 1 ? (files[0]?.name ?? '') : plural(files.length, 'file');
  return (
    <Dialog
      opened
      bare
      onClose={closeSchemas}
      title={`Import from ${names}`}
      width="min(1080px, 94vw)"
      footer={
        <>
          <span className="or-soft or-schema-foot">
            {found && found.comparison.unchanged > 0 ? `${plural(found.comparison.unchanged, 'table')} unchanged` : ''}
          </span>
          <Button onClick={closeSchemas}>Cancel</Button>
          <Button tone="primary" disabled={accepted.length === 0} onClick={apply}>
            {importVerb(accepted)}
          </Button>
        </>
      }
    >
      <div className="or-schema" aria-busy={reading.phase === 'reading'}>
        <div className="or-schema-bar">
          <Select
            aria-label="Dialect of the scripts"
            value={platform ?? null}
            clearable
            placeholder={found ? `Dialect as found: ${readAs(found) || 'none'}` : 'Dialect as found'}
            options={SCRIPT_PLATFORMS.map((value) => ({ value, label: PLATFORM_WORDS[value] }))}
            onChange={(value) => {
              setPlatform(value ?? undefined);
              setTurned(NONE);
            }}
            style={{ width: 260 }}
          />
          <TextField
            aria-label="Find a table or column"
            placeholder="Find a table or column"
            icon={<Search size={14} aria-hidden />}
            value={wanted}
            onChange={setWanted}
          />
          <Button disabled={accepted.length === changes.length} onClick={() => accept(changes, true)}>
            Take all
          </Button>
          <Button disabled={accepted.length === 0} onClick={() => accept(changes, false)}>
            Leave all
          </Button>
        </div>
        <Tabs
          label="Import"
          value={part}
          onChange={setPart}
          tabs={[
            { id: 'changes', label: 'Changes', badge: changes.length },
            { id: 'unread', label: 'Not understood', badge: found?.read.problems.length, tone: 'warning' },
            { id: 'skipped', label: 'Passed over', badge: found ? found.read.skipped.length + found.comparison.left.length : undefined },
          ]}
        />
        {reading.phase === 'failed' ? (
          <p className="or-schema-none or-p-error" role="alert">
            {reading.message}
          </p>
        ) : !found ? (
          <p className="or-schema-none" role="status">
            Reading {names}.
          </p>
        ) : part === 'unread' ? (
          <UnreadList problems={found.read.problems} />
        ) : part === 'skipped' ? (
          <SkippedList skipped={found.read.skipped} left={found.comparison.left} />
        ) : found.tables === 0 || changes.length === 0 ? (
          <p className="or-schema-none">
            {found.tables === 0
              ? 'No table was found. DDL scripts, dbt projects and their artifacts, DBML, data contracts and SQLMesh models can be read.'
              : 'Everything is in the project already, just as it was read.'}
          </p>
        ) : (
          <div className="or-schema-body">
            <ChangeList rows={rows} chosen={chosen} isAccepted={isAccepted} kindOf={kindOf} onChoose={setChosen} onAccept={accept} />
            <div className="or-schema-detail" aria-label="Details" role="region" tabIndex={0}>
              <ChangeDetail row={row} kind={row && kindOf(row)} />
            </div>
          </div>
        )}
      </div>
    </Dialog>
  );
}
