import { openPageWorker } from '../page-worker.ts';
import workerUrl from './export.worker.ts?worker&url';
import type { ExportThread } from './exporter.ts';
import type { ExportAnswer } from './messages.ts';

/** A worker of the page that writes exports. */
export function openExportThread(): ExportThread {
  const { worker, close } = openPageWorker(workerUrl, 'export');
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
    close,
  };
}
