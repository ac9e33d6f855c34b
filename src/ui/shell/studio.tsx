import { lazy, Suspense, useContext, useMemo, useRef, useState } from 'react';
import type { View } from '../../store/studio-types.ts';
import { DEFAULT_VIEW } from '../../store/view.ts';
import type { CanvasHandle } from '../canvas/canvas-props.ts';
import { Inspector } from '../inspector/inspector.tsx';
import { KitProvider } from '../kit/kit-provider.tsx';
import { Notices } from '../kit/notices.tsx';
import { Splitter } from '../kit/splitter.tsx';
import { useKindColors } from '../kinds/use-kind-colors.ts';
import { useColorScheme } from '../kit/use-color-scheme.ts';
import { Navigator } from '../navigator/navigator.tsx';
import { Panel } from '../panel/panel.tsx';
import { useLink } from '../projects/use-link.ts';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { useShortcuts } from '../shortcuts/use-shortcuts.ts';
import { Timeline } from '../timeline/timeline.tsx';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { Bar } from './bar.tsx';
import { CanvasRegion } from './canvas-region.tsx';
import { spotNear } from './create-object.ts';
import { DiagramTabs } from './diagram-tabs.tsx';
import { Dialogs } from './dialogs.tsx';
import { DropOverlay } from './drop-overlay.tsx';
import { ImportProgress } from './import-progress.tsx';
import { mayPickFiles, pickFiles } from './pick-files.ts';
import { ShellContext, type Shell, type ShellDialog } from './shell-context.ts';
import { STAGES } from './stages.ts';
import { Strips } from './strips.tsx';
import './shell.css';

const SIDE = { min: 160, max: 640 };
const PANEL = { min: 96, max: 900 };

type Region = 'navigator' | 'panel' | 'inspector';

function Regions({ scheme }: { readonly scheme: 'light' | 'dark' }) {
  const { setView } = useActions();
  const view = useStudio((state) => state.view);
  const { navigator, panel, inspector } = view;
  const stage = STAGES.find(({ id }) => id === view.stage);
  const change = <R extends Region>(region: R, patch: Partial<View[R]>) => setView({ [region]: { ...view[region], ...patch } } as Partial<View>);
  return (
    <main className="or-regions">
      {navigator.open ? (
        <>
          <div className="or-region-side" data-region="navigator" style={{ width: navigator.width }}>
            <Navigator />
          </div>
          <Splitter
            label="Width of the navigator"
            axis="x"
            region="before"
            size={navigator.width}
            {...SIDE}
            usual={DEFAULT_VIEW.navigator.width}
            onResize={(width) => change('navigator', { width })}
            onCollapse={() => change('navigator', { open: false })}
          />
        </>
      ) : null}
      <div className="or-region-main">
        <DiagramTabs />
        {stage ? (
          <Suspense fallback={<div className="or-canvas-region" />}>
            <stage.Component />
          </Suspense>
        ) : (
          <CanvasRegion scheme={scheme} />
        )}
        <div className="or-region-timeline" data-region="timeline">
          <Timeline />
        </div>
        {panel.open ? (
          <>
            <Splitter
              label="Height of the panel"
              axis="y"
              region="after"
              size={panel.height}
              {...PANEL}
              usual={DEFAULT_VIEW.panel.height}
              onResize={(height) => change('panel', { height })}
              onCollapse={() => change('panel', { open: false })}
            />
            <div className="or-region-panel" data-region="panel" style={{ height: panel.height }}>
              <Panel />
            </div>
          </>
        ) : null}
      </div>
      {inspector.open ? (
        <>
          <Splitter
            label="Width of the inspector"
            axis="x"
            region="after"
            size={inspector.width}
            {...SIDE}
            usual={DEFAULT_VIEW.inspector.width}
            onResize={(width) => change('inspector', { width })}
            onCollapse={() => change('inspector', { open: false })}
          />
          <div className="or-region-side" data-region="inspector" style={{ width: inspector.width }}>
            <Inspector />
          </div>
        </>
      ) : null}
    </main>
  );
}

const ImportDialog = lazy(async () => ({ default: (await import('../import/import-dialog.tsx')).ImportDialog }));

function Inside({ scheme }: { readonly scheme: 'light' | 'dark' }) {
  const store = useContext(StudioContext);
  const actions = useActions();
  const notices = useStudio((state) => state.notices);
  const [dialog, setDialog] = useState<ShellDialog>();
  const canvas = useRef<CanvasHandle>(null);
  const search = useRef<HTMLInputElement>(null);
  if (!store) throw new Error('The studio stands outside StudioContext.');
  const shell = useMemo((): Shell => {
    const spot = () => spotNear(store, canvas.current?.center() ?? { x: 0, y: 0 });
    return {
      canvas,
      search,
      open: setDialog,
      openFiles: (accept) => {
        if (mayPickFiles()) void pickFiles(accept).then((files) => (files.length > 0 ? actions.openFiles(files, spot()) : undefined));
        else setDialog({ kind: 'choose_files', accept });
      },
      spot,
    };
  }, [store, actions]);
  const context = useMemo(() => ({ store, shell }), [store, shell]);
  const schemas = useStudio((state) => state.schemas);
  useShortcuts(context, schemas !== undefined || (dialog !== undefined && dialog.kind !== 'tour'));
  useLink(shell);
  return (
    <ShellContext value={shell}>
      <div className="or-studio">
        <Bar />
        <Strips />
        <Regions scheme={scheme} />
      </div>
      <DropOverlay />
      <ImportProgress />
      {schemas ? (
        <Suspense>
          <ImportDialog key={schemas.map(({ name, size }) => `${name} ${size}`).join()} files={schemas} />
        </Suspense>
      ) : null}
      {dialog ? <Dialogs dialog={dialog} onClose={() => setDialog(undefined)} /> : null}
      <Notices notices={notices} onDismiss={actions.dismiss} offerLabel={(id) => actionOf(id).label} onOffer={(id) => void runAction(actionOf(id), context)} />
    </ShellContext>
  );
}

/** The whole workbench over one store. */
export function Studio() {
  const scheme = useColorScheme(useStudio((state) => state.view.colorScheme));
  useKindColors(
    useStudio((state) => state.view.colors),
    scheme,
  );
  return (
    <KitProvider colorScheme={scheme}>
      <Inside scheme={scheme} />
    </KitProvider>
  );
}
