import { usePageVersion } from './page-version.ts';

const TEXTS = {
  ready: 'This browser keeps the whole studio: it opens and runs without a network, and can be installed from the browser’s menu.',
  preparing: 'This browser is fetching the whole studio to keep it: after that it opens and runs without a network.',
  none: 'While this tab is open the studio needs no network. This browser does not keep it for later: it forbids that in private windows and at addresses without https.',
} as const;

/** Whether the studio opens without a network. */
export function OfflineState() {
  const { offline } = usePageVersion();
  return <p>{TEXTS[offline]}</p>;
}
