import { setPageVersion } from '../../ui/help/page-version.ts';

const FOUND = 'A new version of Orrery is ready. Your work is saved; reload to use it.';

/**
 * Lets the browser keep the page for use without a network. A newer version waits until the user reloads, so that the
 * files of two versions never meet in one page.
 */
export async function keepOffline(notify: (message: string, offers: readonly string[]) => void): Promise<void> {
  const { serviceWorker } = navigator as { readonly serviceWorker?: ServiceWorkerContainer };
  if (!serviceWorker) return;
  setPageVersion({ offline: serviceWorker.controller ? 'ready' : 'preparing' });
  let asked = false;
  let controlled = serviceWorker.controller !== null;
  serviceWorker.addEventListener('controllerchange', () => {
    setPageVersion({ offline: 'ready' });
    if (asked) location.reload();
    // Another tab asked for the new version; this one goes on with the files of its own until it is loaded anew.
    else if (controlled) found(() => location.reload());
    controlled = true;
  });
  const found = (reload: () => void): void => {
    setPageVersion({ newer: true }, reload);
    notify(FOUND, ['help.reload']);
  };
  const waits = (worker: ServiceWorker): void =>
    found(() => {
      asked = true;
      worker.postMessage('take over');
    });

  let registration: ServiceWorkerRegistration | undefined;
  try {
    registration = await serviceWorker.register(new URL('service-worker.js', document.baseURI), { updateViaCache: 'none' });
  } catch {
    registration = undefined;
  }
  if (!registration) {
    // The browser forbids it here, e.g. in a private window: the studio works all the same while the tab is open.
    setPageVersion({ offline: 'none' });
    return;
  }
  // To register what is registered looks for nothing new. Without a network there is nothing to be found.
  if (registration.active) registration.update().catch(() => undefined);
  if (registration.waiting && serviceWorker.controller) waits(registration.waiting);
  const watch = (worker: ServiceWorker | null): void => {
    // The first one of all waits for nobody; when its state is told, the page may be its already.
    const isFirst = registration.active === null;
    worker?.addEventListener('statechange', () => {
      if (worker.state === 'installed' && serviceWorker.controller && !isFirst) waits(worker);
      if (worker.state === 'redundant' && !serviceWorker.controller) setPageVersion({ offline: 'none' });
    });
  };
  // The browser may have found it before this page looked.
  watch(registration.installing);
  registration.addEventListener('updatefound', () => watch(registration.installing));
}
