import {
  ChevronDown,
  Download,
  Monitor,
  Moon,
  PanelBottom,
  PanelLeft,
  PanelRight,
  Redo2,
  Search,
  Sun,
  Undo2,
  Check,
  CircleAlert,
  CircleQuestionMark,
  Eye,
  LoaderCircle,
} from 'lucide-react';
import { useContext } from 'react';
import { usePageVersion } from '../help/page-version.ts';
import { Button } from '../kit/button.tsx';
import { IconButton } from '../kit/icon-button.tsx';
import { Kbd } from '../kit/kbd.tsx';
import { Menu, type MenuEntry } from '../kit/menu.tsx';
import { Select } from '../kit/select.tsx';
import { actionOf, runAction } from '../shortcuts/actions.ts';
import { PLATFORM_OPTIONS } from '../platform-options.ts';
import { StudioContext, useActions, useStudio } from '../use-studio.ts';
import { RunButton } from './run-button.tsx';
import { useShell } from './shell-context.ts';

const PROJECT_MENU = [
  'project.list',
  'project.new',
  'project.sample',
  'project.previous',
  '-',
  'project.files',
  'project.import',
  'project.zip',
  'project.folder',
  '-',
  'project.save',
  'project.saveZip',
  'project.saveFolder',
  'project.link',
  '-',
  'project.rename',
  'project.settings',
] as const;
const HELP_MENU = ['help.tour', 'view.shortcuts', 'help.terms', '-', 'help.data', 'help.about'] as const;
const THEMES = { light: ['Light theme', Sun], dark: ['Dark theme', Moon], auto: ['Theme of the system', Monitor] } as const;
const NEXT_THEME = { light: 'dark', dark: 'auto', auto: 'light' } as const;

function useRun(): (id: string) => void {
  const store = useContext(StudioContext);
  const shell = useShell();
  return (id) => {
    if (store) void runAction(actionOf(id), { store, shell });
  };
}

function HelpMenu() {
  const run = useRun();
  const { newer } = usePageVersion();
  const ids = newer ? ['help.reload', '-', ...HELP_MENU] : HELP_MENU;
  return (
    <Menu
      end
      target={<IconButton className="or-help-button" label="Help" icon={<CircleQuestionMark size={16} />} />}
      entries={ids.map((id, index): MenuEntry =>
        id === '-' ? { id: `line ${index}`, divider: true } : { id, label: actionOf(id).label, keys: id, onSelect: () => run(id) },
      )}
    />
  );
}

function ProjectMenu() {
  const store = useContext(StudioContext);
  const run = useRun();
  const name = useStudio((state) => state.project.name);
  const folder = useStudio((state) => state.folder);
  const entries = PROJECT_MENU.map((id, index): MenuEntry => {
    if (id === '-') return { id: `line ${index}`, divider: true };
    const action = actionOf(id);
    return { id, label: action.label, keys: id, disabled: store ? action.enabled?.(store.getState()) === false : true, onSelect: () => run(id) };
  });
  return (
    <Menu
      entries={entries}
      target={
        <Button tone="quiet" after={<ChevronDown size={14} />} title={folder === undefined ? name : `${name}, folder ${folder}`}>
          <span className="or-project-name">{name}</span>
        </Button>
      }
    />
  );
}

const SAVED = {
  saved: { text: 'Saved', icon: <Check size={14} aria-hidden />, title: 'Saved in this browser' },
  saving: { text: 'Saving', icon: <LoaderCircle size={14} aria-hidden />, title: 'Saving in this browser' },
  reading: { text: 'Read only', icon: <Eye size={14} aria-hidden />, title: 'Another tab changes this project' },
} as const;

/** The browser refused to save: what can be done stands behind it. */
function NotSaved() {
  const run = useRun();
  const entries = ['project.retry', 'project.saveZip', 'project.list'].map((id) => ({ id, label: actionOf(id).label, onSelect: () => run(id) }));
  return (
    <Menu
      end
      entries={entries}
      target={
        <button type="button" className="or-saved" data-state="failed" title="This browser could not save the project: see what can be done">
          <CircleAlert size={14} aria-hidden />
          <span>Not saved</span>
        </button>
      }
    />
  );
}

function SaveState() {
  const saved = useStudio((state) => state.saved);
  const folder = useStudio((state) => state.folder);
  const reading = useStudio((state) => state.access === 'reading');
  if (saved === 'failed') return <NotSaved />;
  const { text, icon, title } = SAVED[reading ? 'reading' : saved];
  return (
    <span className="or-saved" role="status" data-state={saved} title={folder === undefined ? title : `${title}; folder ${folder}`}>
      {icon}
      <span className="or-saved-text">{text}</span>
    </span>
  );
}

function Regions() {
  const view = useStudio((state) => state.view);
  const run = useRun();
  const [label, Icon] = THEMES[view.colorScheme];
  const { setView } = useActions();
  return (
    <>
      <IconButton label="Navigator" keys="view.navigator" pressed={view.navigator.open} icon={<PanelLeft size={16} />} onClick={() => run('view.navigator')} />
      <IconButton label="Panel" keys="view.panel" pressed={view.panel.open} icon={<PanelBottom size={16} />} onClick={() => run('view.panel')} />
      <IconButton label="Inspector" keys="view.inspector" pressed={view.inspector.open} icon={<PanelRight size={16} />} onClick={() => run('view.inspector')} />
      <IconButton label={label} icon={<Icon size={16} />} onClick={() => setView({ colorScheme: NEXT_THEME[view.colorScheme] })} />
    </>
  );
}

/** The bar over everything: the project, undo, search, the platform, export, run. */
export function Bar() {
  const run = useRun();
  const { setView } = useActions();
  const undo = useStudio((state) => state.undoLabel);
  const redo = useStudio((state) => state.redoLabel);
  const platform = useStudio((state) => state.view.platform);
  return (
    <header className="or-bar">
      <svg className="or-logo" viewBox="0 0 24 24" width="20" height="20" role="img" aria-label="Orrery">
        <circle cx="12" cy="12" r="3.2" fill="currentColor" />
        <ellipse cx="12" cy="12" rx="10" ry="4.6" fill="none" stroke="currentColor" strokeWidth="1.4" transform="rotate(-24 12 12)" />
        <circle cx="20.6" cy="7.2" r="1.9" fill="currentColor" />
      </svg>
      <ProjectMenu />
      <span className="or-bar-line" />
      <IconButton
        label={undo === undefined ? 'Nothing to undo' : `Undo: ${undo}`}
        keys="edit.undo"
        icon={<Undo2 size={16} />}
        disabled={undo === undefined}
        onClick={() => run('edit.undo')}
      />
      <IconButton
        label={redo === undefined ? 'Nothing to redo' : `Redo: ${redo}`}
        keys="edit.redo"
        icon={<Redo2 size={16} />}
        disabled={redo === undefined}
        onClick={() => run('edit.redo')}
      />
      <button type="button" className="or-bar-search" onClick={() => run('edit.palette')}>
        <Search size={14} aria-hidden />
        <span>Search and commands</span>
        <Kbd keys="edit.palette" />
      </button>
      <span className="or-bar-space" />
      <SaveState />
      <Regions />
      <HelpMenu />
      <span className="or-bar-line" />
      <Select
        aria-label="Platform of the SQL and the export"
        value={platform}
        options={PLATFORM_OPTIONS}
        onChange={(value) => {
          if (value !== null) setView({ platform: value });
        }}
        style={{ width: 124 }}
      />
      <Button className="or-bar-export" icon={<Download size={14} />} onClick={() => run('project.export')}>
        Export
      </Button>
      <RunButton />
    </header>
  );
}
