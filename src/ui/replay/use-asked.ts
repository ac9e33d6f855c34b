import { useEffect, useState } from 'react';

export type Asked<T> = { readonly value: T } | { readonly error: string };

/**
 * What a question about the rows was answered; nothing until it is.
 * @param of names the question: another name is another question. None is asked while it is undefined.
 * @param ask keeps its identity while it asks the same.
 */
export function useAsked<T>(of: string | undefined, ask: () => Promise<T>): Asked<T> | undefined {
  const [answered, setAnswered] = useState<{ readonly of: string; readonly asked: Asked<T> }>();
  useEffect(() => {
    if (of === undefined) return undefined;
    let left = false;
    const keep = (asked: Asked<T>): void => {
      if (!left) setAnswered({ of, asked });
    };
    ask().then(
      (value) => keep({ value }),
      (error: unknown) => keep({ error: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      left = true;
    };
  }, [of, ask]);
  return answered?.of === of ? answered?.asked : undefined;
}
