import { Plus, X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { QueryDocument } from '../../../store/workbench-types.ts';
import { IconButton } from '../../kit/icon-button.tsx';
import { InlineName } from '../../kit/inline-name.tsx';
import { ContextMenu } from '../../kit/menu.tsx';
import { useQueries, useWorkbench } from './use-workbench.ts';

/** One tab per query document. A double click or F2 renames, Delete closes. */
export function DocumentTabs() {
  const workbench = useWorkbench();
  const documents = useQueries((state) => state.documents);
  const open = useQueries((state) => state.open);
  const [editing, setEditing] = useState<string>();
  const [menu, setMenu] = useState<{ readonly x: number; readonly y: number; readonly document: QueryDocument }>();

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>, document: QueryDocument) => {
    const place = documents.indexOf(document);
    const next = documents[{ ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: documents.length - 1 }[event.key] ?? -1];
    if (event.key === 'F2') setEditing(document.id);
    else if (event.key === 'Delete') workbench.closeDocument(document.id);
    else if (next) {
      workbench.openDocument(next.id);
      event.currentTarget.closest('[role=tablist]')?.querySelector<HTMLElement>(`[data-document="${next.id}"]`)?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div className="or-query-documents">
      <div className="or-tabs" role="tablist" aria-label="Queries">
        {documents.map((document) => (
          <div
            key={document.id}
            role="tab"
            data-document={document.id}
            className="or-tab"
            tabIndex={document.id === open ? 0 : -1}
            aria-selected={document.id === open}
            onClick={() => workbench.openDocument(document.id)}
            onDoubleClick={() => setEditing(document.id)}
            onKeyDown={(event) => onKeyDown(event, document)}
            onContextMenu={(event) => {
              event.preventDefault();
              setMenu({ x: event.clientX, y: event.clientY, document });
            }}
          >
            {editing === document.id ? (
              <InlineName
                value={document.name}
                label="Name of the query"
                onCancel={() => setEditing(undefined)}
                onCommit={(name) => {
                  workbench.renameDocument(document.id, name);
                  setEditing(undefined);
                }}
              />
            ) : (
              <span className="or-diagram-name" title={document.name}>
                {document.name}
              </span>
            )}
            {document.id === open ? (
              <button
                type="button"
                className="or-tab-close"
                tabIndex={-1}
                aria-label={`Close ${document.name}`}
                title="Close"
                onClick={(event) => {
                  event.stopPropagation();
                  workbench.closeDocument(document.id);
                }}
              >
                <X size={12} />
              </button>
            ) : null}
          </div>
        ))}
      </div>
      <IconButton label="New query" icon={<Plus size={14} />} size={24} onClick={() => workbench.addDocument()} />
      <ContextMenu
        at={menu}
        onClose={() => setMenu(undefined)}
        entries={
          menu
            ? [
                { id: 'rename', label: 'Rename', keys: 'F2', onSelect: () => setEditing(menu.document.id) },
                { id: 'duplicate', label: 'Duplicate', onSelect: () => workbench.addDocument(menu.document.text, menu.document.name) },
                { id: 'close', label: 'Close', keys: 'Delete', danger: true, onSelect: () => workbench.closeDocument(menu.document.id) },
              ]
            : []
        }
      />
    </div>
  );
}
