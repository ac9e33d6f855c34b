import { useEffect, useState } from 'react';
import type { Impact } from '../../core/plan/impact.ts';
import { useActions, useStudio } from '../use-studio.ts';

/** Typing goes on meanwhile. */
const AFTER = 250;

export interface WishedCommand {
  readonly type: string;
  readonly payload: unknown;
}

/** What commands would do, worked out a moment after the last change of them; undefined until it is known. */
export function useImpact(commands: readonly WishedCommand[]): Impact | { readonly refused: string } | undefined {
  const { whatIf } = useActions();
  const project = useStudio((state) => state.project);
  const asked = JSON.stringify(commands);
  const [known, setKnown] = useState<{ readonly asked: string; readonly impact: Impact | { readonly refused: string } | undefined }>();
  useEffect(() => {
    let latest = true;
    const timer = setTimeout(() => {
      void whatIf(JSON.parse(asked) as readonly WishedCommand[]).then((impact) => {
        if (latest) setKnown({ asked, impact });
      });
    }, AFTER);
    return () => {
      latest = false;
      clearTimeout(timer);
    };
  }, [whatIf, project, asked]);
  return known?.asked === asked ? known.impact : undefined;
}
