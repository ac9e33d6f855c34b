import { type ColumnedObject } from '../../core/model/lookup.ts';
import { Plus } from 'lucide-react';
import { type ClipboardEvent } from 'react';
import { free, freeColumnId } from '../../core/commands/free-name.ts';
import { PLAIN_KINDS } from '../../core/model/logical-type.ts';
import { IconButton } from '../kit/icon-button.tsx';
import { useActions, useStudio } from '../use-studio.ts';
import { ColumnRow } from './column-row.tsx';
import { editName } from './edit-name.ts';
import { isTableText, parsePasted, pastedTable, type PastedColumn } from './paste-columns.ts';
import { Section } from './section.tsx';

const TITLES: Readonly<Record<ColumnedObject['kind'], string>> = {
  source: 'Columns',
  staging: 'Columns',
  hub: 'Business key',
  link: 'Dependent child key',
  satellite: 'Payload',
  dimension: 'Columns',
  intermediate: 'Columns',
  reference: 'Columns',
  group_bridge: 'Group key',
  fact: 'Degenerates and measures',
};
const EMPTY: Readonly<Record<keyof typeof TITLES, string>> = {
  source: 'What the files bring: drop a file, paste names and types, or add a column.',
  staging: 'What is passed on: connect a source, or add a column.',
  hub: 'The columns that name the thing: connect a staging object, or add one.',
  link: 'Only for relationships that need more than their hubs to be told apart, e.g. a line number.',
  satellite: 'What describes the hub or link: connect a staging object, or add a column.',
  dimension: 'The natural key and what describes it: connect a staging object, or add a column.',
  intermediate: 'What is passed on: connect what it reads, or add a column.',
  reference: 'The code and what it means: connect a staging object, or add a column.',
  group_bridge: 'The columns that name a group: connect a staging object, or add a column.',
  fact: 'What is measured: connect a staging object, or add a column.',
};

const isTracking = (object: ColumnedObject): boolean =>
  object.kind === 'satellite' && (object.satellite_type === 'record_tracking' || object.satellite_type === 'status_tracking');

/** What its columns are together: a link's and a satellite's depend on what it is. */
function titleOf(object: ColumnedObject): string {
  if (object.kind === 'link' && object.link_type === 'non_historised') return 'Payload';
  if (object.kind === 'satellite' && object.satellite_type === 'effectivity') return 'Dates';
  return isTracking(object) ? 'Carried along' : TITLES[object.kind];
}

/** The columns of an object as a small spreadsheet. */
export function ColumnList({ object }: { readonly object: ColumnedObject }) {
  const { dispatch, select } = useActions();
  const selected = useStudio((state) => (state.column?.object === object.id ? state.column.column : undefined));
  const add = (at: number) => {
    const names = new Set<string>(object.columns.map((column) => column.name.toLowerCase()));
    const name = free('column', (candidate) => names.has(candidate));
    const id = freeColumnId(object.columns, name);
    if (!dispatch('column.add', { object: object.id, column: { id, name, type: 'text' }, at })) return;
    select([object.id], { object: object.id, column: id });
    requestAnimationFrame(() => editName(at));
  };
  const onPaste = (event: ClipboardEvent<HTMLInputElement>, index: number) => {
    const text = event.clipboardData.getData('text/plain');
    const group = `paste ${object.id} ${event.timeStamp}`;
    const addAll = (columns: readonly PastedColumn[]): void =>
      columns.forEach((column, offset) => dispatch('column.add', { object: object.id, column, at: index + 1 + offset }, group));
    if (isTableText(text)) {
      event.preventDefault();
      void pastedTable(text).then(addAll);
      return;
    }
    const columns = parsePasted(text);
    if (columns.length < 2) return;
    event.preventDefault();
    addAll(columns);
  };
  return (
    <Section
      title={titleOf(object)}
      count={object.columns.length}
      folded={(object.kind === 'link' || isTracking(object)) && object.columns.length === 0}
      actions={<IconButton size={22} label="Add a column" keys="Alt+Enter" icon={<Plus size={14} />} onClick={() => add(object.columns.length)} />}
    >
      <div
        className="or-column-list"
        role="list"
        aria-label={`Columns of ${object.name}`}
        data-kind={object.kind}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !event.altKey) return;
          event.preventDefault();
          event.stopPropagation();
          const at = object.columns.findIndex((column) => column.id === selected);
          add(at < 0 ? object.columns.length : at + 1);
        }}
      >
        {object.columns.map((column, index) => (
          <ColumnRow key={column.id} object={object} column={column} index={index} selected={column.id === selected} onPaste={onPaste} />
        ))}
      </div>
      {isTracking(object) ? (
        <p className="or-hint">It records keys, not what describes them: only columns that are part of the key or come along are kept.</p>
      ) : object.columns.length === 0 ? (
        <p className="or-hint">{EMPTY[object.kind]}</p>
      ) : null}
      <datalist id="or-types">
        {[...PLAIN_KINDS, 'decimal(12,2)', 'text(50)'].map((type) => (
          <option key={type} value={type} />
        ))}
      </datalist>
    </Section>
  );
}
