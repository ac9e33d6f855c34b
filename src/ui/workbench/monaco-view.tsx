import { useEffect, useRef } from 'react';
import { editor } from 'monaco-editor/editor/editor.api';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/features/readOnlyMessage/register';
import 'monaco-editor/languages/definitions/sql/register';
import type { EditorLanguage } from './sql-editor.tsx';
import { DARK_TOKENS, LIGHT_TOKENS } from './token-colors.ts';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

const THEMES = { light: 'or-light', dark: 'or-dark' } as const;
// Monaco takes colours as numbers only; these are the panel's own.
editor.defineTheme(THEMES.light, {
  base: 'vs',
  inherit: true,
  rules: LIGHT_TOKENS,
  colors: { 'editor.background': '#ffffff', 'editorLineNumber.foreground': '#545d68' },
});
editor.defineTheme(THEMES.dark, {
  base: 'vs-dark',
  inherit: true,
  rules: DARK_TOKENS,
  colors: { 'editor.background': '#1b2026', 'editorLineNumber.foreground': '#a3adb8' },
});

interface MonacoViewProps {
  readonly text: string;
  readonly language: EditorLanguage;
  readonly label: string;
  readonly scheme: 'light' | 'dark';
}

/** A read-only editor, made once and given other text. */
export function MonacoView({ text, language, label, scheme }: MonacoViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<editor.IStandaloneCodeEditor>(undefined);

  useEffect(() => {
    if (!host.current) return undefined;
    const created = editor.create(host.current, {
      model: editor.createModel('', 'sql'),
      readOnly: true,
      domReadOnly: true,
      automaticLayout: true,
      ariaLabel: label,
      fontSize: 12,
      lineHeight: 18,
      fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace",
      minimap: { enabled: false },
      stickyScroll: { enabled: false },
      scrollBeyondLastLine: false,
      renderLineHighlight: 'none',
      occurrencesHighlight: 'off',
      lineNumbersMinChars: 4,
      contextmenu: false,
      links: false,
      tabFocusMode: true,
      // A name in another script is data here, not a trick.
      unicodeHighlight: { ambiguousCharacters: false },
      scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
    });
    view.current = created;
    return () => {
      created.getModel()?.dispose();
      created.dispose();
      view.current = undefined;
    };
  }, [label]);

  useEffect(() => {
    const model = view.current?.getModel();
    if (!model) return;
    editor.setModelLanguage(model, language);
    view.current?.updateOptions({ wordWrap: language === 'sql' ? 'off' : 'on' });
    if (model.getValue() !== text) model.setValue(text);
  }, [text, language, label]);
  useEffect(() => editor.setTheme(THEMES[scheme]), [scheme]);

  return <div ref={host} className="or-editor-host" />;
}
