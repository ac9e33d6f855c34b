import { Component, type ErrorInfo, type ReactNode } from 'react';
import { errorReport } from './error-report.ts';
import './error-boundary.css';

interface Props {
  readonly children: ReactNode;
  readonly onSave?: (() => Promise<void>) | undefined;
}
interface State {
  readonly report?: string;
  readonly note?: string;
}

/** The one place that catches a broken invariant: tells what happened, keeps the work and offers a way on. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = {};

  static getDerivedStateFromError(error: unknown): State {
    return { report: errorReport(error, undefined) };
  }

  override componentDidCatch(error: unknown, { componentStack }: ErrorInfo): void {
    this.setState({ report: errorReport(error, componentStack ?? undefined) });
  }

  private readonly tell = (work: Promise<void> | undefined, done: string): void => {
    work?.then(
      () => this.setState({ note: done }),
      (error: unknown) => this.setState({ note: String(error) }),
    );
  };

  override render(): ReactNode {
    const { report, note } = this.state;
    if (report === undefined) return this.props.children;
    return (
      <div className="or-crash" role="alert">
        <h1>Orrery stopped drawing this page</h1>
        <p>Your project is saved in this browser; reloading opens it as it was. The report below says what broke: it names no rows of your data.</p>
        <div className="or-crash-actions">
          <button type="button" autoFocus onClick={() => location.reload()}>
            Reload
          </button>
          <button type="button" onClick={() => this.tell(navigator.clipboard.writeText(report), 'Copied.')}>
            Copy the report
          </button>
          {this.props.onSave ? (
            <button type="button" onClick={() => this.tell(this.props.onSave?.(), 'Saved.')}>
              Save the project as zip
            </button>
          ) : null}
          <span role="status">{note}</span>
        </div>
        <pre>{report}</pre>
      </div>
    );
  }
}
