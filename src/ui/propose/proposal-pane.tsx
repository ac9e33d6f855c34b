import { useState } from 'react';
import type { Evidence } from '../../core/infer/evidence.ts';
import type { ProposalKind } from '../../core/propose/proposal.ts';
import { Button } from '../kit/button.tsx';
import { EmptyState } from '../kit/empty-state.tsx';
import { plural } from '../panel/numbers.ts';
import { useActions, useStudio } from '../use-studio.ts';
import { ProposalDetail } from './proposal-detail.tsx';
import { ProposalList } from './proposal-list.tsx';
import { useProposals } from './use-proposals.ts';

/** A proposal: its objects at the left, the chosen one with its reasons at the right. */
export function ProposalPane({ kind, evidence }: { readonly kind: ProposalKind; readonly evidence: Evidence }) {
  const { setView } = useActions();
  const reading = useStudio((state) => state.access === 'reading');
  const proposals = useProposals(kind, evidence);
  const { proposal } = proposals;
  const [chosen, setChosen] = useState<string>();
  const shown = proposal.objects.find(({ key }) => key === chosen) ?? proposal.objects[0];
  const all = proposal.objects.map(({ key }) => key);
  const sure = proposal.objects.filter(({ confidence }) => confidence === 'high').map(({ key }) => key);
  /** The next of the list takes the place of what leaves it. */
  const leave = (key: string): void => {
    const at = proposal.objects.findIndex((one) => one.key === key);
    setChosen((proposal.objects[at + 1] ?? proposal.objects[at - 1])?.key);
  };
  return (
    <>
      <div className="or-propose-bar">
        <span>
          {plural(proposal.objects.length, 'object')} proposed{evidence.tables.length === 0 ? ', from names, types and declared keys: no source has rows' : ''}
        </span>
        <span className="or-propose-space" />
        {sure.length > 0 && sure.length < all.length ? (
          <Button disabled={reading} onClick={() => proposals.accept(sure)}>
            Accept {sure.length} of high confidence
          </Button>
        ) : null}
        {all.length > 0 ? (
          <Button tone="primary" disabled={reading} onClick={() => proposals.accept(all)}>
            Accept all
          </Button>
        ) : null}
      </div>
      <div className="or-propose-parts">
        <ProposalList proposals={proposals} chosen={shown?.key} onChoose={setChosen} />
        {shown ? (
          <ProposalDetail key={shown.key} proposals={proposals} shown={shown} reading={reading} onLeave={() => leave(shown.key)} />
        ) : (
          <EmptyState
            title={proposal.refused.length > 0 ? 'What is left of it was refused' : `Nothing to propose beyond the model`}
            actions={<Button onClick={() => setView({ stage: 'diagram' })}>Show the diagram</Button>}
          >
            {proposal.notes.length > 0
              ? proposal.notes.join(' ')
              : `${proposal.refused.length > 0 ? 'The rest' : 'All'} of the ${kind} that the sources speak for is in the model.`}
          </EmptyState>
        )}
      </div>
    </>
  );
}
