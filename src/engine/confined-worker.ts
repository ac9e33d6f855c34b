/**
 * A classic worker that lives under the page's own Content-Security-Policy. One made from an address takes its policy from
 * the answer that brought the script, and a plain folder on a server sends none; one made from a blob inherits the page's.
 */
export function confinedWorker(address: string): Worker {
  const url = URL.createObjectURL(new Blob([`importScripts(${JSON.stringify(address)});`], { type: 'text/javascript' }));
  const worker = new Worker(url);
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
