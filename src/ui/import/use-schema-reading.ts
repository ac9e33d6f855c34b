import { useEffect, useRef, useState } from 'react';
import type { ScriptPlatform } from '../../core/import/types.ts';
import type { IncomingFile } from '../../store/studio-types.ts';
import { openSchemaReader, type SchemaReader } from '../../store/schema-import/schema-reader.ts';
import type { FoundSchema, SchemaFile } from '../../store/schema-import/schema-reading.ts';
import { useStudio } from '../use-studio.ts';

export type Reading =
  | { readonly phase: 'reading' }
  | { readonly phase: 'read'; readonly found: FoundSchema }
  | { readonly phase: 'failed'; readonly message: string };

const bytesOf = async (file: IncomingFile): Promise<SchemaFile> => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });

/** Reads files beside the page and compares them with the open project: again when the dialect, the project or a refused rename is another. */
export function useSchemaReading(files: readonly IncomingFile[], platform: ScriptPlatform | undefined, notRenamed: ReadonlySet<string>): Reading {
  const project = useStudio((state) => state.project);
  const [reading, setReading] = useState<Reading>({ phase: 'reading' });
  const reader = useRef<{ readonly open: SchemaReader; given: boolean }>(undefined);
  useEffect(() => {
    reader.current = { open: openSchemaReader(), given: false };
    return () => reader.current?.open.close();
  }, [files]);
  useEffect(() => {
    const mine = reader.current;
    if (!mine) return undefined;
    let left = false;
    const ask = async (): Promise<void> => {
      const given = mine.given ? {} : { files: await Promise.all(files.map(bytesOf)) };
      if (left) return;
      mine.given = true;
      const found = await mine.open.ask({ ...given, platform, project, notRenamed: [...notRenamed] });
      if (!left) setReading({ phase: 'read', found });
    };
    ask().catch((error: unknown) => {
      if (!left) setReading({ phase: 'failed', message: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      left = true;
    };
  }, [files, platform, project, notRenamed]);
  return reading;
}
