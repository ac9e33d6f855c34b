import { languages, type editor, type IRange } from 'monaco-editor/editor/editor.api';
import type { Catalog, CatalogColumn, CatalogTable } from '../../../core/query/catalog.ts';
import { namedAt, type Named } from '../../../core/query/named-at.ts';
import { statementRange } from '../../../core/query/statements.ts';
import { suggestionsAt, type Suggestion } from '../../../core/query/suggestions.ts';
import type { EngineFunction, EngineWords } from '../../../store/workbench-types.ts';
import { functionText, signatureText } from './function-text.ts';
import { quoteSql } from './model-catalog.ts';

/** What an editor knows of names: looked at anew each time, since the model changes. */
export interface NameSource {
  readonly catalog: () => Catalog;
  readonly words: () => EngineWords | undefined;
  /** The same once the engine has told them; nothing where it cannot. */
  readonly wordsSoon: () => Promise<EngineWords | undefined>;
}

const SOURCES = new WeakMap<editor.ITextModel, NameSource>();

/** Names in this text are completed and explained from here on. */
export const knowNames = (model: editor.ITextModel, source: NameSource): void => void SOURCES.set(model, source);

const { CompletionItemKind: Kind, CompletionItemInsertTextRule: Rule } = languages;
const fenced = (text: string): string => `\`\`\`sql\n${text}\n\`\`\``;
const columnText = ({ name, type, description }: CatalogColumn, of: string): string =>
  [fenced(`${of === '' ? '' : `${of}.`}${name}${type === undefined ? '' : ` ${type}`}`), description].filter((part) => part !== undefined).join('\n\n');
const columnList = (columns: readonly CatalogColumn[]): string =>
  columns.map(({ name, type }) => `  ${name}${type === undefined ? '' : ` ${type}`}`).join('\n');
const tableText = ({ schema, name, kind, description, columns }: CatalogTable): string =>
  [`**${kind}** ${schema}.${name}`, description, fenced(columnList(columns))].filter((part) => part !== undefined && part !== '').join('\n\n');

function suggestionItem(suggestion: Suggestion, range: IRange, place: number): languages.CompletionItem {
  const sorted = (group: number): string => `${group}${String(place).padStart(6, '0')}`;
  const { text } = suggestion;
  const plain = { insertText: text, filterText: text.replaceAll('"', ''), range };
  switch (suggestion.kind) {
    case 'column': {
      const { column, of } = suggestion;
      return {
        ...plain,
        label: { label: text, detail: ` ${column.type ?? ''}`, description: of },
        filterText: `${column.name} ${text.replaceAll('"', '')}`,
        kind: Kind.Field,
        sortText: sorted(1),
        documentation: { value: columnText(column, of) },
      };
    }
    case 'table':
      return {
        ...plain,
        label: { label: text, description: suggestion.table.kind },
        filterText: `${suggestion.table.name} ${text.replaceAll('"', '')}`,
        kind: Kind.Struct,
        sortText: sorted(2),
        documentation: { value: tableText(suggestion.table) },
      };
    case 'cte':
      return {
        ...plain,
        label: { label: text, description: 'WITH' },
        kind: Kind.Variable,
        sortText: sorted(0),
        documentation: { value: fenced(columnList(suggestion.columns)) },
      };
    case 'alias':
      return { ...plain, label: { label: text, description: suggestion.table.table?.name ?? 'query' }, kind: Kind.Variable, sortText: sorted(3) };
    case 'schema':
      return { ...plain, label: { label: text, description: 'schema' }, kind: Kind.Module, sortText: sorted(4) };
    case 'condition':
      return { ...plain, label: { label: text, description: 'key' }, kind: Kind.Operator, sortText: sorted(0) };
  }
}

const functionItem = (found: EngineFunction, range: IRange): languages.CompletionItem => ({
  label: { label: found.name, description: found.kind === 'scalar' ? 'function' : found.kind },
  kind: Kind.Function,
  insertText: found.signatures.every(({ parameters }) => parameters.length === 0) ? `${found.name}()` : `${found.name}($0)`,
  insertTextRules: Rule.InsertAsSnippet,
  sortText: `6${found.name}`,
  documentation: { value: functionText(found) },
  range,
});
const keywordItem = (word: string, range: IRange): languages.CompletionItem => ({
  label: word,
  kind: Kind.Keyword,
  insertText: word,
  sortText: `7${word}`,
  range,
});

languages.registerCompletionItemProvider('sql', {
  triggerCharacters: ['.', ' '],
  async provideCompletionItems(model, position, context) {
    const source = SOURCES.get(model);
    if (!source) return undefined;
    const text = model.getValue();
    const offset = model.getOffsetAt(position);
    const { start: from, end } = statementRange(text, offset);
    const { start, list, expressions, tables } = suggestionsAt(text.slice(from, end), offset - from, source.catalog(), (name) =>
      quoteSql(name, source.words()?.reserved),
    );
    // A space asks only where there is little to choose from.
    const isSpace = context.triggerCharacter === ' ';
    const conditions = list.filter(({ kind }) => kind === 'condition');
    if (isSpace && !tables && conditions.length === 0) return undefined;
    // Names of the model are there at once; the engine is waited for only where it alone has something to say.
    const words = source.words() ?? (list.length === 0 && (expressions || tables) ? await source.wordsSoon() : undefined);
    const begin = model.getPositionAt(from + start);
    const range = { startLineNumber: begin.lineNumber, startColumn: begin.column, endLineNumber: position.lineNumber, endColumn: position.column };
    const fits = (words?.functions ?? []).filter(({ kind }) => (kind === 'table' ? tables : expressions));
    return {
      incomplete: words === undefined,
      suggestions: [
        ...list.map((suggestion, place) => suggestionItem(suggestion, range, place)),
        ...fits.map((found) => functionItem(found, range)),
        ...(expressions ? (words?.keywords ?? []).map((word) => keywordItem(word, range)) : []),
      ],
    };
  },
});

function explained(named: Named, words: EngineWords | undefined): string | undefined {
  switch (named.kind) {
    case 'column':
      return columnText(named.column, named.of);
    case 'table':
      return tableText(named.table);
    case 'cte':
      return `**Query of this statement** ${named.name}\n\n${fenced(columnList(named.columns))}`;
    case 'word': {
      const found = words?.functions.find(({ name }) => name === named.word.toLowerCase());
      return found ? functionText(found) : undefined;
    }
  }
}

languages.registerHoverProvider('sql', {
  provideHover(model, position) {
    const source = SOURCES.get(model);
    if (!source) return undefined;
    const text = model.getValue();
    const offset = model.getOffsetAt(position);
    const { start: from, end } = statementRange(text, offset);
    const named = namedAt(text.slice(from, end), offset - from, source.catalog());
    const value = named ? explained(named, source.words()) : undefined;
    if (!named || value === undefined) return undefined;
    const [begin, stop] = [model.getPositionAt(from + named.start), model.getPositionAt(from + named.end)];
    return {
      contents: [{ value }],
      range: { startLineNumber: begin.lineNumber, startColumn: begin.column, endLineNumber: stop.lineNumber, endColumn: stop.column },
    };
  },
});

/** How many arguments of a call stand before an offset, and what is called. */
export function callAt(text: string, offset: number): { readonly name: string; readonly argument: number } | undefined {
  let depth = 0;
  let argument = 0;
  for (let at = offset - 1; at >= 0 && offset - at < 2000; at -= 1) {
    const sign = text[at];
    if (sign === ';') return undefined;
    if (sign === ')') depth += 1;
    else if (sign === '(' && depth > 0) depth -= 1;
    else if (sign === '(') {
      const name = /([a-z_]\w*)\s*$/i.exec(text.slice(0, at))?.[1];
      return name === undefined ? undefined : { name: name.toLowerCase(), argument };
    } else if (sign === ',' && depth === 0) argument += 1;
  }
  return undefined;
}

languages.registerSignatureHelpProvider('sql', {
  signatureHelpTriggerCharacters: ['(', ','],
  provideSignatureHelp(model, position) {
    const source = SOURCES.get(model);
    const call = source ? callAt(model.getValue(), model.getOffsetAt(position)) : undefined;
    const found = source?.words()?.functions.find(({ name }) => name === call?.name);
    if (!call || !found) return undefined;
    const fits = found.signatures.findIndex(({ parameters }) => parameters.length > call.argument);
    return {
      value: {
        signatures: found.signatures.map((signature) => ({
          label: signatureText(found.name, signature),
          ...(found.description === undefined ? {} : { documentation: found.description }),
          parameters: signature.parameters.map(({ name, type }) => ({ label: type === '' ? name : `${name} ${type}` })),
        })),
        activeSignature: Math.max(0, fits),
        activeParameter: call.argument,
      },
      dispose: () => undefined,
    };
  },
});
