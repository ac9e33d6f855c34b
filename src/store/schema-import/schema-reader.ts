import { openPageWorker } from '../page-worker.ts';
import type { FoundSchema, SchemaAnswer, SchemaQuestion } from './schema-reading.ts';
import workerUrl from './schema.worker.ts?worker&url';

/** Reads schema files beside the page, which stays free meanwhile. */
export interface SchemaReader {
  /** Rejects with a sentence. The newest question counts: older ones are never answered. */
  ask(question: Omit<SchemaQuestion, 'request'>): Promise<FoundSchema>;
  close(): void;
}

export function openSchemaReader(): SchemaReader {
  const { worker, close } = openPageWorker(workerUrl, 'schema import');
  let request = 0;
  let waiting: { readonly resolve: (found: FoundSchema) => void; readonly reject: (error: Error) => void } | undefined;
  worker.addEventListener('message', ({ data }: MessageEvent<SchemaAnswer>) => {
    if (data.request !== request) return;
    if ('found' in data) waiting?.resolve(data.found);
    else waiting?.reject(new Error(data.failed));
  });
  worker.addEventListener('error', ({ message }) =>
    waiting?.reject(
      new Error(
        message ? `Reading stopped: ${message}. Nothing was changed.` : 'What reads these files could not be loaded: save your work and reload the page.',
      ),
    ),
  );
  return {
    ask(question) {
      request += 1;
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject };
        // Bytes go over without a copy: nobody here reads them any more.
        worker.postMessage({ ...question, request } satisfies SchemaQuestion, { transfer: (question.files ?? []).map(({ bytes }) => bytes.buffer) });
      });
    },
    close,
  };
}
