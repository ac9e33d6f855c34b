import { useState } from 'react';
import type { Evidence } from '../../core/infer/evidence.ts';
import type { FindingKind } from '../../core/propose/findings.ts';
import { EmptyState } from '../kit/empty-state.tsx';
import { Select } from '../kit/select.tsx';
import { useStudio } from '../use-studio.ts';
import { useFindings } from './use-proposals.ts';

const LABELS: Readonly<Record<FindingKind, string>> = {
  key: 'Keys',
  no_key: 'Tables without a key',
  dirt: 'Blanks and duplicates in keys',
  reference: 'References',
  same: 'The same key in two sources',
  refused: 'Values that meet by accident',
  accident: 'Unique by accident',
  type: 'Types of texts',
  ambiguous: 'Texts that can be read two ways',
  sensitive: 'Personal data',
  hierarchy: 'Levels',
  change: 'What changes between deliveries',
  delivery: 'What deliveries bring',
};
const KINDS = Object.keys(LABELS) as readonly FindingKind[];
const ALL = '*';

/** What was found in the rows, by kind, of all sources or one. */
export function FindingsList({ evidence }: { readonly evidence: Evidence }) {
  const project = useStudio((state) => state.project);
  const findings = useFindings(project, evidence);
  const [source, setSource] = useState(ALL);
  const sources = Object.values(project.objects).filter(({ kind }) => kind === 'source');
  const shown = findings.filter((finding) => source === ALL || finding.source === source);
  const groups = KINDS.map((kind) => ({ kind, found: shown.filter((finding) => finding.kind === kind) })).filter(({ found }) => found.length > 0);
  return (
    <>
      <div className="or-propose-bar">
        <span>{shown.length.toLocaleString('en')} findings</span>
        <span className="or-propose-space" />
        <Select
          aria-label="Source of the findings"
          value={source}
          options={[{ value: ALL, label: 'All sources' }, ...sources.map(({ id, name }) => ({ value: id, label: name }))]}
          onChange={(value) => setSource(value ?? ALL)}
          style={{ width: 220 }}
        />
      </div>
      {groups.length === 0 ? (
        <EmptyState title="Nothing found">Sources without rows and without names that sound like keys tell nothing: drop files of them.</EmptyState>
      ) : (
        <div className="or-propose-findings">
          {groups.map(({ kind, found }) => (
            <section key={kind} className="or-propose-part">
              <h3>
                {LABELS[kind]} <span className="or-soft">{found.length}</span>
              </h3>
              <ul>
                {found.map(({ sentence }) => (
                  <li key={sentence}>{sentence}</li>
                ))}
              </ul>
            </section>
          ))}
        </div>
      )}
    </>
  );
}
