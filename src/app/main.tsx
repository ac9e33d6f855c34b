import '../store/without-eval.ts';
import { createRoot } from 'react-dom/client';
import { browserFolders } from '../store/browser-folder.ts';
import { browserRoom, browserStorage, browserTab } from '../store/browser-storage.ts';
import { openExportThread } from '../store/export/export-thread.ts';
import { createStudio } from '../store/create-studio.ts';
import type { Studio as StudioStore } from '../store/studio-types.ts';
import { browserTurns } from '../store/turns.ts';
import { whenIdle } from '../ui/kit/when-idle.ts';
import { saveBytes } from '../ui/results/save-bytes.ts';
import { Studio } from '../ui/shell/studio.tsx';
import { StudioContext } from '../ui/use-studio.ts';
import { keepOffline } from './offline/keep-offline.ts';
import { ErrorBoundary } from './error-boundary.tsx';

/** The sample lies next to the page and is fetched when it is opened. */
async function loadSample(): Promise<Uint8Array> {
  const address = new URL('sample/shop.zip', document.baseURI);
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(`${address.pathname} could not be read (${answer.status}).`);
  return new Uint8Array(await answer.arrayBuffer());
}

const openEngine = async () => (await import('../engine/duckdb-browser.ts')).openBrowserEngine();

/** What fails outside of any action is told like everything else; what is not yet saved is saved when the page is left. */
function watch({ actions, subscribe }: StudioStore): void {
  window.addEventListener('unhandledrejection', ({ reason }) => actions.notify('error', reason instanceof Error ? reason.message : String(reason)));
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') void actions.flush();
  });
  const ask = (event: BeforeUnloadEvent) => {
    if (actions.unsaved()) event.preventDefault();
  };
  // Only while something could be lost: a page that might ask is kept out of the browser's quick way back.
  subscribe(({ saved }, before) => {
    if (saved === before.saved) return;
    if (saved === 'saved') window.removeEventListener('beforeunload', ask);
    else window.addEventListener('beforeunload', ask);
  });
}

/** The engine is fetched and made ready once the page has shown itself, then all files are kept for use offline; neither when the visitor saves data. */
function prepare({ actions }: StudioStore): void {
  const { connection } = navigator as { connection?: { readonly saveData?: boolean } };
  if (connection?.saveData === true) return;
  const shown = new Promise<void>((done) => {
    setTimeout(() => whenIdle(done), 1000);
  });
  // Should the engine not open, the first run tries again and tells why.
  const prepared = shown.then(() => actions.prepareRun()).catch(() => undefined);
  // The development server has no built files to keep.
  if (import.meta.env.PROD) void prepared.then(() => whenIdle(() => void keepOffline((message, offers) => actions.notify('info', message, offers))));
}

function Failed({ error }: { readonly error: unknown }): never {
  throw error;
}

const root = createRoot(document.getElementById('root') ?? document.body.appendChild(document.createElement('div')));
const pickFolder = browserFolders();
const room = browserRoom();
try {
  const store = await createStudio({
    openEngine,
    openExportThread,
    storage: browserStorage(),
    ...(room ? { room } : {}),
    turns: browserTurns(),
    tab: browserTab,
    clock: () => new Date(),
    loadSample,
    ...(pickFolder ? { pickFolder } : {}),
  });
  watch(store);
  const save = async () => saveBytes(await store.actions.projectZip(), 'application/zip');
  root.render(
    <ErrorBoundary onSave={save}>
      <StudioContext value={store}>
        <Studio />
      </StudioContext>
    </ErrorBoundary>,
  );
  prepare(store);
} catch (error) {
  root.render(
    <ErrorBoundary>
      <Failed error={error} />
    </ErrorBoundary>,
  );
}
