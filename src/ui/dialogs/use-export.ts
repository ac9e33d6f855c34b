import { useEffect, useRef, useState } from 'react';
import type { Platform } from '../../core/model/types.ts';
import type { LandedRows } from '../../core/targets/types.ts';
import type { Exporter, ExportStep, Written } from '../../store/studio-types.ts';
import { useActions, useStudio } from '../use-studio.ts';

interface Writing {
  /** Where it stands; undefined when it is through. */
  readonly step: ExportStep | undefined;
  /** What was written last, while the next is being written too. */
  readonly written: Written | undefined;
  /** Why nothing came. */
  readonly failure: string | undefined;
}

export interface Exporting extends Writing {
  /** There while the dialog is. */
  readonly exporter: Exporter | undefined;
}

const BEGIN: ExportStep = { done: 0, total: 0, doing: 'Writing the export' };
const words = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The export of the open project, written anew when what it holds changes. What was wished for last is shown, whatever comes first. */
export function useExport(platform: Platform, environment: string | undefined, targets: readonly string[], rows: LandedRows | undefined): Exporting {
  const { openExporter } = useActions();
  const project = useStudio((state) => state.project);
  const [exporter, setExporter] = useState<Exporter>();
  const [writing, setWriting] = useState<Writing>({ step: BEGIN, written: undefined, failure: undefined });
  useEffect(() => {
    const opened = openExporter();
    setExporter(opened);
    return () => opened.close();
  }, [openExporter]);
  useEffect(() => {
    if (!exporter) return undefined;
    let isWished = true;
    setWriting(({ written }) => ({ step: BEGIN, written, failure: undefined }));
    exporter
      .write({ project, platform, environment, targets, rows }, (step) => {
        if (isWished) setWriting((before) => ({ ...before, step }));
      })
      .then(
        (written) => {
          if (isWished && written) setWriting({ step: undefined, written, failure: undefined });
        },
        (error: unknown) => {
          if (isWished) setWriting({ step: undefined, written: undefined, failure: words(error) });
        },
      );
    return () => {
      isWished = false;
    };
  }, [exporter, project, platform, environment, targets, rows]);
  return { ...writing, exporter };
}

/** Text of one file of an export, once it is there. */
export function useExportText(
  { exporter, written }: Pick<Exporting, 'exporter' | 'written'>,
  path: string | undefined,
): { readonly path: string; readonly text: string } | undefined {
  const { notify } = useActions();
  const tell = useRef(notify);
  const [shown, setShown] = useState<{ readonly path: string; readonly text: string }>();
  useEffect(() => {
    if (!exporter || !written || path === undefined) return undefined;
    let isChosen = true;
    exporter.text(path).then(
      (text) => {
        if (isChosen && text !== undefined) setShown({ path, text });
      },
      (error: unknown) => tell.current('error', words(error)),
    );
    return () => {
      isChosen = false;
    };
  }, [exporter, written, path]);
  return shown;
}
