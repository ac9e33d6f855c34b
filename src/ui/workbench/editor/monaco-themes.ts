import { editor } from 'monaco-editor/editor/editor.api';
import EditorWorker from 'monaco-editor/editor/editor.worker?worker';
// Monaco makes its services once, at the first editor: those that only the query editor asks for must be known by then.
import 'monaco-editor/editor/contrib/gotoError/browser/markerNavigationService.js';
import 'monaco-editor/editor/contrib/suggest/browser/suggestMemory.js';
import 'monaco-editor/platform/markdown/browser/markdownRenderer.js';
import 'monaco-editor/features/codeEditor/register';
import 'monaco-editor/features/clipboard/register';
import 'monaco-editor/features/find/register';
import 'monaco-editor/features/folding/register';
import 'monaco-editor/features/bracketMatching/register';
import 'monaco-editor/features/wordHighlighter/register';
import 'monaco-editor/languages/definitions/sql/register';
import { DARK_TOKENS, LIGHT_TOKENS } from '../token-colors.ts';

self.MonacoEnvironment = { getWorker: () => new EditorWorker() };

export const THEMES = { light: 'or-light', dark: 'or-dark' } as const;
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

/** What every editor here looks like. */
export const LOOK: editor.IStandaloneEditorConstructionOptions = {
  automaticLayout: true,
  fontSize: 12,
  lineHeight: 18,
  fontFamily: "ui-monospace, 'DejaVu Sans Mono', monospace",
  minimap: { enabled: false },
  stickyScroll: { enabled: false },
  scrollBeyondLastLine: false,
  renderLineHighlight: 'none',
  lineNumbersMinChars: 4,
  contextmenu: false,
  links: false,
  // A name in another script is data here, not a trick.
  unicodeHighlight: { ambiguousCharacters: false },
  scrollbar: { verticalScrollbarSize: 10, horizontalScrollbarSize: 10 },
};
