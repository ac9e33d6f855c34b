import { useEffect } from 'react';
import type { Shell } from '../shell/shell-context.ts';
import { linkIn } from './copy-link.ts';

/** Asks about a model that the page's address carries, now or later, and takes it out of the address. */
export function useLink(shell: Shell): void {
  useEffect(() => {
    const look = () => {
      const text = linkIn(location.hash);
      if (text === undefined) return;
      // A reload would ask again, and the address of the open project is no link to it.
      history.replaceState(history.state, '', location.pathname + location.search);
      shell.open({ kind: 'link', text });
    };
    look();
    window.addEventListener('hashchange', look);
    return () => window.removeEventListener('hashchange', look);
  }, [shell]);
}
