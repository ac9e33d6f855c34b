import { useEffect, useRef } from 'react';
import { editor } from 'monaco-editor/editor/editor.api';
import 'monaco-editor/features/readOnlyMessage/register';
import { LOOK, THEMES } from './editor/monaco-themes.ts';
import type { EditorLanguage } from './sql-editor.tsx';

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
      ...LOOK,
      model: editor.createModel('', 'sql'),
      readOnly: true,
      domReadOnly: true,
      ariaLabel: label,
      occurrencesHighlight: 'off',
      tabFocusMode: true,
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
