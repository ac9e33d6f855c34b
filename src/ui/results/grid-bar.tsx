import { ChartColumn, Columns3, Copy, Download, X } from 'lucide-react';
import { useState, type MouseEvent, type ReactNode } from 'react';
import { filterWords, type RowFilter, type RowShape } from '../../core/rows/row-shape.ts';
import type { RowFormat } from '../../store/studio-types.ts';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { Menu } from '../kit/menu.tsx';
import { count, plural } from '../panel/numbers.ts';
import { COPY_FORMATS, type CopyFormat } from './copy-formats.ts';

const FORMATS: readonly { readonly id: RowFormat; readonly label: string }[] = [
  { id: 'csv', label: 'CSV' },
  { id: 'parquet', label: 'Parquet' },
  { id: 'json', label: 'JSON' },
  { id: 'ndjson', label: 'NDJSON, a line per row' },
];

interface GridBarProps {
  readonly lead: ReactNode;
  readonly shape: RowShape;
  /** Rows in all, and those that the filters leave; the latter absent while they are not counted. */
  readonly total: number;
  readonly left: number | undefined;
  readonly doing: string | undefined;
  readonly hidden: number;
  readonly showsFacts: boolean;
  readonly onCancel: () => void;
  readonly onShape: (shape: RowShape) => void;
  readonly onFilter: (filter: RowFilter, beside: DOMRect) => void;
  readonly onFacts: () => void;
  readonly onColumns: (beside: DOMRect) => void;
  readonly onCopy: (format: CopyFormat) => void;
  readonly onExport: (format: RowFormat) => Promise<void>;
}

/** What is shown of the rows, and what can be done with all of them. */
export function GridBar(props: GridBarProps) {
  const { lead, shape, total, left, doing, hidden, showsFacts, onCancel, onShape, onFilter, onFacts, onColumns, onCopy, onExport } = props;
  const [exporting, setExporting] = useState(false);
  const save = async (format: RowFormat): Promise<void> => {
    setExporting(true);
    await onExport(format);
    setExporting(false);
  };
  const beside = (event: MouseEvent<HTMLElement>) => event.currentTarget.getBoundingClientRect();
  return (
    <div className="or-p-bar or-grid-bar">
      <span role="status">
        {shape.filters.length > 0 && left !== undefined && doing === undefined ? `${count(left)} of ${plural(total, 'row')}` : plural(total, 'row')}
      </span>
      {lead}
      <div className="or-chips">
        {shape.filters.map((filter, index) => (
          <span key={`${filter.column} ${filter.test}`} className="or-chip">
            <button type="button" className="or-chip-words" title={filterWords(filter)} onClick={(event) => onFilter(filter, beside(event))}>
              {filterWords(filter)}
            </button>
            <button
              type="button"
              className="or-chip-clear"
              aria-label={`Clear the filter ${filterWords(filter)}`}
              onClick={() => onShape({ ...shape, filters: shape.filters.toSpliced(index, 1) })}
            >
              <X size={12} />
            </button>
          </span>
        ))}
        {shape.filters.length > 1 ? <Button onClick={() => onShape({ ...shape, filters: [] })}>Clear all</Button> : null}
      </div>
      <span className="or-p-space" />
      {doing === undefined || doing === 'Reading' ? null : (
        <span className="or-grid-doing" role="status">
          {doing} <Button onClick={onCancel}>Cancel</Button>
        </span>
      )}
      <IconButton
        label={showsFacts ? 'Hide the statistics of columns' : 'Show the statistics of columns'}
        icon={<ChartColumn size={16} />}
        pressed={showsFacts}
        onClick={onFacts}
      />
      <IconButton
        label={hidden > 0 ? `Columns, ${hidden} hidden` : 'Columns'}
        icon={<Columns3 size={16} />}
        pressed={hidden > 0}
        onClick={(event) => onColumns(beside(event))}
      />
      <Menu
        end
        target={<IconButton label="Copy the selection" icon={<Copy size={16} />} />}
        entries={COPY_FORMATS.map(({ id, label }) => ({ id, label, ...(id === 'tsv' ? { keys: 'Mod+C' } : {}), onSelect: () => onCopy(id) }))}
      />
      <Menu
        end
        target={
          <Button icon={<Download size={14} />} busy={exporting}>
            {exporting ? 'Writing' : 'Download'}
          </Button>
        }
        entries={FORMATS.map(({ id, label }) => ({ id, label, onSelect: () => void save(id) }))}
      />
    </div>
  );
}
