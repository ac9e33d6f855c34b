import { Plus } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../kit/icon-button.tsx';
import { NamedTabs } from '../../kit/named-tabs.tsx';
import { useQueries, useWorkbench } from './use-workbench.ts';

/** One tab per query document. */
export function DocumentTabs() {
  const workbench = useWorkbench();
  const documents = useQueries((state) => state.documents);
  const open = useQueries((state) => state.open);
  const [editing, setEditing] = useState<string>();
  return (
    <div className="or-query-documents">
      <NamedTabs
        label="Queries"
        nameLabel="Name of the query"
        tabs={documents}
        open={open}
        editing={editing}
        onEdit={setEditing}
        onOpen={workbench.openDocument}
        onRename={workbench.renameDocument}
        onRemove={({ id }) => workbench.closeDocument(id)}
        removeTitle="Close"
        menu={({ id, name, text }) => [
          { id: 'rename', label: 'Rename', keys: 'F2', onSelect: () => setEditing(id) },
          { id: 'duplicate', label: 'Duplicate', onSelect: () => workbench.addDocument(text, name) },
          { id: 'close', label: 'Close', keys: 'Delete', danger: true, onSelect: () => workbench.closeDocument(id) },
        ]}
      />
      <IconButton label="New query" icon={<Plus size={14} />} size={24} onClick={() => workbench.addDocument()} />
    </div>
  );
}
