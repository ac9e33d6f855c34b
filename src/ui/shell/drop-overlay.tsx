import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useActions } from '../use-studio.ts';
import { droppedFiles } from './dropped-files.ts';
import { useShell } from './shell-context.ts';

const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true;

/** While files are dragged over the window: says what dropping them does, and does it. */
export function DropOverlay() {
  const { openFiles } = useActions();
  const shell = useShell();
  const [over, setOver] = useState(false);
  useEffect(() => {
    // Enter and leave come in pairs for each element the pointer crosses.
    let depth = 0;
    const onEnter = (event: DragEvent) => {
      if (hasFiles(event)) {
        depth += 1;
        setOver(true);
      }
    };
    const onLeave = (event: DragEvent) => {
      if (hasFiles(event)) {
        depth -= 1;
        if (depth <= 0) {
          depth = 0;
          setOver(false);
        }
      }
    };
    const onOver = (event: DragEvent) => {
      if (hasFiles(event)) event.preventDefault();
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      depth = 0;
      setOver(false);
      if (event.dataTransfer) void droppedFiles(event.dataTransfer).then((files) => (files.length > 0 ? openFiles(files, shell.spot()) : undefined));
    };
    window.addEventListener('dragenter', onEnter);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('dragover', onOver);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragenter', onEnter);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('drop', onDrop);
    };
  }, [openFiles, shell]);
  if (!over) return null;
  return (
    <div className="or-drop" role="status">
      <div className="or-drop-card">
        <FileDown size={24} aria-hidden />
        <div className="or-empty-title">Drop to bring these files in</div>
        <div>
          CSV, TSV, Excel, Parquet, Arrow, JSON and NDJSON become typed sources and one delivery. DDL, dbt projects, DBML and contracts are shown before they
          are imported. An Orrery zip opens as the project.
        </div>
        <div className="or-soft">Nothing leaves this machine.</div>
      </div>
    </div>
  );
}
