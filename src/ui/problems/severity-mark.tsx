import { CircleAlert, Info, TriangleAlert } from 'lucide-react';
import type { Diagnostic } from '../../core/model/diagnostic.ts';
import './problems.css';

type Severity = Diagnostic['severity'];

export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };
const TONES: Readonly<Record<Severity, string>> = { error: 'or-p-error', warning: 'or-p-warning', info: 'or-p-soft' };

/** Sign of how grave a diagnostic is, with its name for who does not see it. */
export function SeverityMark({ severity }: { readonly severity: Severity }) {
  const Icon = { error: CircleAlert, warning: TriangleAlert, info: Info }[severity];
  return <Icon size={14} className={TONES[severity]} aria-label={SEVERITY_LABELS[severity]} />;
}
