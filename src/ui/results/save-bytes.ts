import type { Download } from '../../store/studio-types.ts';

/** Gives the user a file through the browser's download. */
export function saveBytes({ name, bytes }: Download, type = 'application/octet-stream'): void {
  const url = URL.createObjectURL(new Blob([bytes.slice()], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads the address after this turn.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
