/** A worker of the page, and what gives its memory back. */
export interface PageWorker {
  readonly worker: Worker;
  close(): void;
}

/**
 * Starts a worker of the page. It begins as a blob that imports the script: so it lives under the page's own
 * Content-Security-Policy, also where a plain folder on a server sends none along with the script.
 */
export function openPageWorker(script: string, name: string): PageWorker {
  const address = new URL(script, location.href).href;
  const url = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' }));
  const worker = new Worker(url, { type: 'module', name });
  return {
    worker,
    close() {
      worker.terminate();
      URL.revokeObjectURL(url);
    },
  };
}
