import workerUrl from './export.worker.ts?worker&url';
import type { ExportThread } from './exporter.ts';
import type { ExportAnswer } from './messages.ts';

/**
 * A worker of the page that writes exports. It begins as a blob that imports the script: so it lives under the page's own
 * Content-Security-Policy, also where a plain folder on a server sends none along with the script.
 */
export function openExportThread(): ExportThread {
  const address = new URL(workerUrl, location.href).href;
  const url = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module', name: 'export' });
  return {
    send: (message) => worker.postMessage(message),
    listen(onAnswer, onFailure) {
      worker.addEventListener('message', ({ data }: MessageEvent<ExportAnswer>) => onAnswer(data));
      worker.addEventListener('error', ({ message }) =>
        onFailure(
          new Error(
            message
              ? `The export stopped: ${message}. Close this and try again.`
              : 'What writes exports could not be loaded: save your work and reload the page.',
          ),
        ),
      );
    },
    close() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
