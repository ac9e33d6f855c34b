/** The build takes this mark of a module away: not every browser runs workers of this kind as modules. */
export {};

/** Every file of this version with the SHA-256 of its bytes; written in front of this text when the page is built. */
declare const FILES: Readonly<Record<string, string>>;
declare const VERSION: string;

const worker = globalThis as unknown as ServiceWorkerGlobalScope;
const SCOPE = new URL(worker.registration.scope);
const PREFIX = `orrery ${SCOPE.pathname} `;
const CACHE = `${PREFIX}${VERSION}`;
const PAGE = 'index.html';
/** What the build named by its content: an address never means other bytes. */
const isNamedByContent = (path: string): boolean => path.startsWith('assets/');
const addressOf = (path: string): string => new URL(path === PAGE ? './' : path, SCOPE).href;

const ours = async (): Promise<readonly string[]> => (await caches.keys()).filter((name) => name.startsWith(PREFIX));

/** From this version or, for a page of an earlier one that is still open, from that. */
async function keptBefore(path: string): Promise<Response | undefined> {
  for (const name of await ours()) {
    const found = await (await caches.open(name)).match(addressOf(path));
    if (found) return found;
  }
  return undefined;
}

/** An answer that was led elsewhere may not answer for a page; its bytes may. */
const direct = (answer: Response): Response => (answer.redirected ? new Response(answer.body, { headers: answer.headers, status: answer.status }) : answer);

async function keep(cache: Cache, path: string): Promise<void> {
  const address = addressOf(path);
  if (await cache.match(address)) return;
  const before = isNamedByContent(path) ? await keptBefore(path) : undefined;
  // Bytes of another version are refused, so that versions never mix while a server is being changed.
  const integrity = `sha256-${FILES[path]}`;
  const answer = before ?? (await fetch(address, { integrity, cache: isNamedByContent(path) ? 'default' : 'no-cache' }));
  if (!answer.ok) throw new Error(`${path} could not be fetched (${answer.status}).`);
  await cache.put(address, direct(answer));
}

async function keepAll(): Promise<void> {
  const cache = await caches.open(CACHE);
  const waiting = Object.keys(FILES);
  const lane = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) await keep(cache, path);
  };
  await Promise.all([lane(), lane(), lane()]);
}

/** Earlier versions go when no other page is open that may still need them. */
async function tidy(): Promise<void> {
  const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  if (pages.filter(({ url }) => url.startsWith(SCOPE.href)).length > 1) return;
  for (const name of await ours()) if (name !== CACHE) await caches.delete(name);
}

async function answer(path: string, request: Request): Promise<Response> {
  const own = await (await caches.open(CACHE)).match(addressOf(path));
  return own ?? (await keptBefore(path)) ?? fetch(request);
}

worker.addEventListener('install', (event) => event.waitUntil(keepAll()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim().then(tidy)));
worker.addEventListener('message', ({ data }) => {
  if (data === 'take over') void worker.skipWaiting();
});
worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== SCOPE.origin || !pathname.startsWith(SCOPE.pathname)) return;
  const path = decodeURIComponent(pathname.slice(SCOPE.pathname.length)) || PAGE;
  if (request.mode === 'navigate' && path === PAGE) event.waitUntil(tidy());
  if (Object.hasOwn(FILES, path) || isNamedByContent(path)) event.respondWith(answer(path, request));
});
