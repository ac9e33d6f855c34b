import { Settings } from 'lucide-react';
import { KINDS, LAYER_LABELS } from '../../core/model/kinds.ts';
import { LAYERS } from '../../core/model/schema.ts';
import { Button } from '../kit/button.tsx';
import { CommitField } from '../kit/commit-field.tsx';
import { TextArea } from '../kit/text-area.tsx';
import { useShell } from '../shell/shell-context.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { Section } from './section.tsx';

/** Nothing is selected: the project itself. */
export function ProjectInspector() {
  const { dispatch } = useActions();
  const shell = useShell();
  const project = useStudio((state) => state.project);
  const run = useStudio((state) => state.run);
  const objects = Object.values(project.objects);
  const { hash } = project.settings;
  const counts = LAYERS.map((layer) => [layer, objects.filter((object) => KINDS[object.kind].layer === layer).length] as const).filter(
    ([, count]) => count > 0,
  );
  const rows = [...run.relations.values()].reduce((sum, relation) => sum + (relation.rows ?? 0), 0);
  return (
    <>
      <header className="or-inspector-head">
        <div className="or-inspector-kind">Project</div>
        <CommitField aria-label="Project name" value={project.name} onCommit={(name) => dispatch('project.rename', { name })} />
        <TextArea
          aria-label="Project description"
          placeholder="What this warehouse is for"
          value={project.description ?? ''}
          onCommit={(text) => dispatch('project.describe', { description: text.trim() === '' ? null : text.trim() })}
        />
      </header>
      <Section title="Model" count={objects.length}>
        {counts.length === 0 ? (
          <p className="or-hint">Nothing is drawn yet: drop files on the page, or take a kind from the row above the canvas.</p>
        ) : (
          <dl className="or-facts">
            {counts.map(([layer, count]) => (
              <div key={layer}>
                <dt>{LAYER_LABELS[layer]}</dt>
                <dd>{count}</dd>
              </div>
            ))}
            {rows > 0 ? (
              <div>
                <dt>Rows built</dt>
                <dd>{rows.toLocaleString('en')}</dd>
              </div>
            ) : null}
          </dl>
        )}
      </Section>
      <Section title="Deliveries" count={project.deliveries.length}>
        {project.deliveries.length === 0 ? (
          <p className="or-hint">Files arrive in deliveries, each with a load date. Dropped files make the first one.</p>
        ) : (
          <dl className="or-facts">
            {project.deliveries.map((delivery) => (
              <div key={delivery.id}>
                <dt title={delivery.load_date}>{delivery.label ?? delivery.id}</dt>
                <dd>
                  {Object.keys(delivery.files).length} {Object.keys(delivery.files).length === 1 ? 'file' : 'files'}
                </dd>
              </div>
            ))}
          </dl>
        )}
      </Section>
      <Section title="Rules">
        <dl className="or-facts">
          <div>
            <dt>Hashes</dt>
            <dd>
              {hash.algorithm.toUpperCase()}, {hash.storage === 'text' ? `${hash.hex_case} case text` : 'bytes'}
            </dd>
          </div>
          <div>
            <dt>Delimiter</dt>
            <dd className="or-mono">{hash.delimiter}</dd>
          </div>
          <div>
            <dt>For NULL</dt>
            <dd className="or-mono">{hash.null_placeholder}</dd>
          </div>
        </dl>
        <div className="or-buttons">
          <Button icon={<Settings size={14} />} onClick={() => shell.open({ kind: 'settings' })}>
            Settings…
          </Button>
        </div>
      </Section>
    </>
  );
}
