import { lazy, Suspense } from 'react';
import type { RowEditorProps } from './row-editor.tsx';

const load = () => import('./row-editor.tsx');
const LazyRowEditor = lazy(async () => ({ default: (await load()).RowEditor }));

/** Fetches what edits rows before the first key asks for it, so that none is lost. */
export function prepareRowEditor(): void {
  void load().catch(() => undefined);
}

/** The editor of a row, once it is there; the row's text stays in its place until then. */
export function RowEditor(props: RowEditorProps) {
  const { row, cell } = props;
  return (
    <Suspense fallback={<span className={cell === 'name' ? 'or-row-name' : 'or-row-type'}>{cell === 'name' ? row.name : row.type}</span>}>
      <LazyRowEditor {...props} />
    </Suspense>
  );
}
