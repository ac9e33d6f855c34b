import { useState } from 'react';
import { Button } from '../kit/button.tsx';
import { useActions } from '../use-studio.ts';

/** Copies text and says so for a moment. */
export function CopyButton({ text }: { readonly text: string | undefined }) {
  const { notify } = useActions();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    if (text === undefined) return;
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      setTimeout(() => setCopied(false), 1500);
    } catch (error) {
      notify('error', `The browser did not let the text be copied: ${error instanceof Error ? error.message : String(error)}`);
    }
  };
  return (
    <Button disabled={text === undefined} onClick={() => void copy()}>
      <span aria-live="polite">{copied ? 'Copied' : 'Copy'}</span>
    </Button>
  );
}
