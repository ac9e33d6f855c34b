import type { ResultPage } from '../../core/engine-port.ts';
import type { ProofState, ReconciledDelivery, Refusal } from '../../store/studio-types.ts';

/** Rows worth a look, and what they are. */
export interface Finding {
  readonly title: string;
  readonly count: number;
  readonly rows: ResultPage;
}

export interface ProofLine {
  readonly key: string;
  /** Id of the object it is about. */
  readonly object: string;
  /** The delivery, where it is about one. */
  readonly delivery?: string;
  readonly rows?: number;
  readonly tone: 'ok' | 'warning' | 'error';
  readonly verdict: string;
  readonly findings: readonly Finding[];
  readonly reasons: readonly string[];
}

const REASONS: Readonly<Record<Refusal, string>> = {
  missing_key: 'Refused: a key is missing',
  conflict: 'Refused: another row of the same key in this delivery counted',
  kept_first: 'Refused: what the hub or link keeps as it came first had changed',
  failed_cast: 'Refused: a value does not fit its type',
};

function findingsOf(delivery: ReconciledDelivery): readonly Finding[] {
  const all: readonly Finding[] = [
    { title: 'Delivered, and not told by the vault', ...delivery.missing },
    { title: 'Told by the vault, and not delivered', ...delivery.extra },
    { title: 'No longer delivered, which the vault cannot know: add a status tracking satellite', ...delivery.gone },
    ...delivery.refused.map(({ reason, found }) => ({ title: REASONS[reason], ...found })),
  ];
  return all.filter(({ count }) => count > 0);
}

function reconciledLines({ reconciled }: ProofState): readonly ProofLine[] {
  return (reconciled?.sources ?? []).flatMap(({ staging, full, notHeld, deliveries }) =>
    deliveries.map((delivery): ProofLine => {
      const findings = findingsOf(delivery);
      const differs = delivery.missing.count > 0 || delivery.extra.count > 0;
      return {
        key: `${staging} ${delivery.loadDate}`,
        object: staging,
        delivery: delivery.loadDate,
        rows: delivery.staged,
        tone: differs ? 'error' : findings.length > 0 ? 'warning' : 'ok',
        verdict: differs ? 'differs' : full ? 'equal' : 'contained',
        findings,
        reasons: notHeld.length > 0 ? [`No vault object takes ${notHeld.join(', ')}.`] : [],
      };
    }),
  );
}

function provenLines({ proven }: ProofState): readonly ProofLine[] {
  return (proven ?? []).map((result): ProofLine => {
    const base = { key: result.object, object: result.object, findings: [], reasons: [] };
    switch (result.outcome) {
      case 'equal':
        return { ...base, rows: result.rows, tone: 'ok', verdict: 'the same rows both ways' };
      case 'differs': {
        const findings: readonly Finding[] = [
          { title: 'Only fed from staging', ...result.only.staging },
          { title: 'Only fed through the vault', ...result.only.vault },
        ];
        return { ...base, rows: result.rows, tone: 'error', verdict: 'differs', findings: findings.filter(({ count }) => count > 0) };
      }
      case 'not_tried':
        return {
          ...base,
          tone: 'warning',
          verdict: 'not proven',
          reasons: result.apart ? ['Nothing that feeds it is in the vault.', ...result.reasons] : result.reasons,
        };
      case 'failed':
        return { ...base, tone: 'error', verdict: 'failed', reasons: result.reasons };
      case 'cancelled':
        return { ...base, tone: 'warning', verdict: 'cancelled' };
    }
  });
}

const WEIGHT = { error: 0, warning: 1, ok: 2 } as const;

/** What the last proof found, what is wrong first. */
export function proofLines(proof: ProofState): readonly ProofLine[] {
  const lines = proof.what === 'prove' ? provenLines(proof) : reconciledLines(proof);
  return lines.toSorted((a, b) => WEIGHT[a.tone] - WEIGHT[b.tone]);
}
