import { lazy, Suspense } from 'react';
import { usePageScheme } from './use-page-scheme.ts';
import './sql-editor.css';

export type EditorLanguage = 'sql' | 'plaintext';

export interface SqlEditorProps {
  readonly text: string;
  readonly language?: EditorLanguage;
  readonly label: string;
}

const PlainView = ({ text }: { readonly text: string }) => (
  <pre className="or-editor-plain" tabIndex={0}>
    {text}
  </pre>
);

// An editor that cannot be loaded leaves the text readable.
const MonacoView = lazy(() =>
  import('./monaco-view.tsx').then(
    (module) => ({ default: module.MonacoView }),
    () => ({ default: PlainView }),
  ),
);

/** Text to read in Monaco, which comes when first needed; until then as plain text. */
export function SqlEditor({ text, language = 'sql', label }: SqlEditorProps) {
  const scheme = usePageScheme();
  return (
    <div className="or-editor">
      <Suspense fallback={<PlainView text={text} />}>
        <MonacoView text={text} language={language} label={label} scheme={scheme} />
      </Suspense>
    </div>
  );
}
