import { useEffect, useImperativeHandle, useRef, type Ref } from 'react';
import { editor, KeyCode, KeyMod, MarkerSeverity } from 'monaco-editor/editor/editor.api';
import 'monaco-editor/features/comment/register';
import 'monaco-editor/features/cursorUndo/register';
import 'monaco-editor/features/gotoError/register';
import 'monaco-editor/features/hover/register';
import 'monaco-editor/features/indentation/register';
import 'monaco-editor/features/linesOperations/register';
import 'monaco-editor/features/multicursor/register';
import 'monaco-editor/features/parameterHints/register';
import 'monaco-editor/features/smartSelect/register';
import 'monaco-editor/features/snippet/register';
import 'monaco-editor/features/codicon/register';
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register';
import 'monaco-editor/features/wordOperations/register';
import { statementAt } from '../../../core/query/statements.ts';
import type { EngineErrorDetail } from '../../../core/engine-port.ts';
import type { PlacedStatement, QueryDocument } from '../../../store/workbench-types.ts';
import { markAt } from '../../panel/statement-text.tsx';
import { knowNames, type NameSource } from './language.ts';
import { LOOK, THEMES } from './monaco-themes.ts';

/** What the bar above the editor asks of it. */
export interface QueryEditorHandle {
  /** What is marked, else the statement under the cursor. */
  current(): PlacedStatement | undefined;
  /** Whether something is marked, which then is what runs. */
  hasSelection(): boolean;
  /** Puts a text in the place of all, as one step to undo. */
  replace(text: string): void;
  /** Adds a statement at the end, and marks it. */
  append(statement: string): void;
  /** Puts the cursor at an offset and shows it. */
  goTo(offset: number): void;
  focus(): void;
}

interface QueryEditorProps {
  readonly document: QueryDocument;
  readonly scheme: 'light' | 'dark';
  readonly names: NameSource;
  /** What went wrong, and where in the document its statement began. */
  readonly error: { readonly detail: EngineErrorDetail; readonly start: number } | undefined;
  readonly onChange: (document: string, text: string) => void;
  readonly onRun: () => void;
  readonly onRunAll: () => void;
  readonly onCancel: () => void;
  readonly onFormat: () => void;
  readonly ref: Ref<QueryEditorHandle>;
}

const OWNER = 'engine';

/** Models outlive the editor, so that each document keeps its own undo while another is open. */
const MODELS = new Map<string, editor.ITextModel>();
function modelOf({ id, text }: QueryDocument): editor.ITextModel {
  const known = MODELS.get(id);
  if (known && !known.isDisposed()) {
    if (known.getValue() !== text) known.setValue(text);
    return known;
  }
  const model = editor.createModel(text, 'sql');
  MODELS.set(id, model);
  return model;
}

function mark(model: editor.ITextModel, { detail, start }: NonNullable<QueryEditorProps['error']>): void {
  const { message, statement = '', position } = detail;
  const [from, to] =
    position === undefined ? [start, start + statement.length] : [start + position, start + position + Math.max(1, markAt(statement, position)[1].length)];
  const [begin, end] = [model.getPositionAt(from), model.getPositionAt(to)];
  editor.setModelMarkers(model, OWNER, [
    {
      severity: MarkerSeverity.Error,
      message,
      startLineNumber: begin.lineNumber,
      startColumn: begin.column,
      endLineNumber: end.lineNumber,
      endColumn: end.column,
    },
  ]);
}

/** The editor of the open document. */
export function QueryEditor({ document, scheme, names, error, ref, ...on }: QueryEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<editor.IStandaloneCodeEditor>(undefined);
  const places = useRef(new Map<string, editor.ICodeEditorViewState | null>());
  const handlers = useRef({ ...on, id: document.id });
  useEffect(() => {
    handlers.current = { ...on, id: document.id };
  });

  useEffect(() => {
    if (!host.current) return undefined;
    const made = editor.create(host.current, {
      ...LOOK,
      model: null,
      ariaLabel: 'Query. Ctrl+M lets Tab leave the editor.',
      renderLineHighlight: 'line',
      renderLineHighlightOnlyWhenFocus: true,
      tabSize: 2,
      wordBasedSuggestions: 'off',
      suggest: { showWords: false, showStatusBar: false },
      quickSuggestions: { other: true, strings: false, comments: false },
      fixedOverflowWidgets: true,
      padding: { top: 6, bottom: 6 },
    });
    view.current = made;
    const action = (id: string, label: string, keys: number, run: () => void) =>
      made.addAction({
        id,
        label,
        keybindings: [keys],
        run: () => {
          made.trigger('orrery', 'hideSuggestWidget', {});
          run();
        },
      });
    action('orrery.run', 'Run', KeyMod.CtrlCmd | KeyCode.Enter, () => handlers.current.onRun());
    action('orrery.runAll', 'Run all', KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.Enter, () => handlers.current.onRunAll());
    action('orrery.cancel', 'Cancel', KeyMod.CtrlCmd | KeyCode.Period, () => handlers.current.onCancel());
    action('orrery.format', 'Format', KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF, () => handlers.current.onFormat());
    const changes = made.onDidChangeModelContent(() => {
      const model = made.getModel();
      if (!model) return;
      editor.setModelMarkers(model, OWNER, []);
      handlers.current.onChange(handlers.current.id, model.getValue());
    });
    return () => {
      changes.dispose();
      made.dispose();
      view.current = undefined;
    };
  }, []);

  const { id } = document;
  useEffect(() => {
    const shown = view.current;
    if (!shown) return undefined;
    const model = modelOf(document);
    const { current: kept } = places;
    knowNames(model, names);
    if (shown.getModel() !== model) {
      shown.setModel(model);
      const place = kept.get(id);
      if (place) shown.restoreViewState(place);
    }
    return () => void kept.set(id, shown.saveViewState());
    // The text is the editor's own while it is open.
    // eslint-disable-next-line react/exhaustive-deps
  }, [id, names]);
  // What others put into the document; what is typed here is there already.
  useEffect(() => {
    modelOf(document);
  }, [document]);
  useEffect(() => {
    const model = view.current?.getModel();
    if (!model) return;
    if (error) mark(model, error);
    else editor.setModelMarkers(model, OWNER, []);
  }, [error, id]);
  useEffect(() => editor.setTheme(THEMES[scheme]), [scheme]);

  useImperativeHandle(ref, () => {
    const open = () => ({ shown: view.current, model: view.current?.getModel() });
    return {
      current() {
        const { shown, model } = open();
        const selection = shown?.getSelection();
        if (!model || !selection) return undefined;
        if (!selection.isEmpty()) return { text: model.getValueInRange(selection), start: model.getOffsetAt(selection.getStartPosition()) };
        const found = statementAt(model.getValue(), model.getOffsetAt(selection.getPosition()));
        return found ? { text: found.text, start: found.start } : undefined;
      },
      hasSelection: () => view.current?.getSelection()?.isEmpty() === false,
      replace(text) {
        const { shown, model } = open();
        if (!shown || !model) return;
        const place = shown.getPosition();
        shown.pushUndoStop();
        shown.executeEdits('orrery', [{ range: model.getFullModelRange(), text }]);
        shown.pushUndoStop();
        if (place) shown.setPosition(model.validatePosition(place));
        shown.focus();
      },
      append(statement) {
        const { shown, model } = open();
        if (!shown || !model) return;
        const before = model.getValue().trimEnd();
        const gap = before === '' ? '' : before.endsWith(';') ? '\n\n' : ';\n\n';
        const begin = before.length + gap.length;
        shown.pushUndoStop();
        shown.executeEdits('orrery', [{ range: model.getFullModelRange(), text: `${before}${gap}${statement}` }]);
        shown.pushUndoStop();
        const [from, to] = [model.getPositionAt(begin), model.getPositionAt(begin + statement.length)];
        shown.setSelection({ startLineNumber: from.lineNumber, startColumn: from.column, endLineNumber: to.lineNumber, endColumn: to.column });
        shown.revealPositionInCenterIfOutsideViewport(from);
        shown.focus();
      },
      goTo(offset) {
        const { shown, model } = open();
        if (!shown || !model) return;
        shown.setPosition(model.getPositionAt(offset));
        shown.revealPositionInCenterIfOutsideViewport(model.getPositionAt(offset));
        shown.focus();
      },
      focus: () => view.current?.focus(),
    };
  }, []);

  return <div ref={host} className="or-query-host" />;
}
