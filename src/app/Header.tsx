import { Monitor, Moon, PanelLeft, PanelRight, Redo2, Search, Sun, Undo2 } from 'lucide-react';
import type { ThemeChoice } from '../../electron/shared/ipc';
import { lossName } from '../model/names';
import { isDirty, useDocument } from '../store/document';
import { type Colouring, useSession } from '../store/session';
import { IconButton, Segmented } from '../ui/controls';
import type { Services } from './boot';
import { keyName } from './keyNames';

const colourings = (loss: string): readonly { value: Colouring; label: string; title: string }[] => [
  { value: 'gradient', label: 'Gradient', title: `∂${loss}/∂w: what training uses` },
  { value: 'contribution', label: 'Contribution', title: `w · ∂${loss}/∂z: what an edge hands back to its source` },
  { value: 'flow', label: 'Path flow', title: 'The part of the chosen parameter’s gradient that runs through an edge' },
  { value: 'weight', label: 'Weight', title: 'The weights themselves' },
  { value: 'activation', label: 'Activation', title: 'The activation that an edge carries' },
];

const NEXT_THEME: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'light', light: 'dark', dark: 'system' };
const THEME_ICONS = { system: Monitor, light: Sun, dark: Moon } as const;

/** 44 px: what is open, what colours the canvas, and a few ways to go. */
export function Header({ services }: { services: Services }) {
  const name = useDocument((state) => state.file.name);
  const dirty = useDocument(isDirty);
  const undoLabel = useDocument((state) => state.history.past.at(-1)?.label ?? null);
  const redoLabel = useDocument((state) => state.history.future.at(-1)?.label ?? null);
  const loss = useDocument((state) => lossName(state.doc).text);
  const colouring = useSession((state) => state.colouring);
  const palette = useSession((state) => state.palette);
  const panel = useSession((state) => state.panel);
  const theme = useSession((state) => state.theme);
  const platform = useSession((state) => state.platform);
  const set = useSession((state) => state.set);
  const { commands } = services;
  const ThemeIcon = THEME_ICONS[theme];
  return (
    <header className="flex h-11 shrink-0 items-center gap-2 border-line border-b bg-panel px-2">
      <IconButton label="Palette" pressed={palette} onClick={() => commands.run('togglePalette')}>
        <PanelLeft size={16} />
      </IconButton>
      <IconButton
        label={undoLabel === null ? 'Undo' : `Undo ${undoLabel}`}
        keys={keyName('Mod+Z', platform)}
        disabled={undoLabel === null}
        onClick={() => useDocument.getState().undo()}
      >
        <Undo2 size={16} />
      </IconButton>
      <IconButton
        label={redoLabel === null ? 'Redo' : `Redo ${redoLabel}`}
        keys={keyName('Mod+Shift+Z', platform)}
        disabled={redoLabel === null}
        onClick={() => useDocument.getState().redo()}
      >
        <Redo2 size={16} />
      </IconButton>
      <h1 className="flex min-w-0 flex-1 items-center gap-2 px-2 font-medium text-sm">
        <span className="truncate" data-testid="document-name">
          {name}
        </span>
        {dirty && (
          <span
            role="img"
            aria-label="Unsaved changes"
            title="Unsaved changes"
            data-testid="dirty"
            className="size-1.5 shrink-0 rounded-full bg-ink-3"
          />
        )}
      </h1>
      <span className="hidden text-ink-3 text-xs min-[1100px]:inline">Colour by</span>
      <Segmented
        label="Colour edges by"
        value={colouring}
        options={colourings(loss)}
        onChange={(value) => set({ colouring: value, lockedRange: null })}
      />
      <div className="flex flex-1 items-center justify-end gap-1">
        <button
          type="button"
          className="flex h-7 items-center gap-2 rounded-md px-2 text-ink-2 text-xs hover:bg-sunken hover:text-ink"
          onClick={() => commands.run('find')}
        >
          <Search size={15} />
          <span className="hidden min-[1000px]:inline">Find</span>
          <span className="kbd">{keyName('Mod+K', platform)}</span>
        </button>
        <IconButton
          label={`Theme: ${theme}`}
          onClick={() => {
            const next = NEXT_THEME[theme];
            set({ theme: next });
            void services.platform.invoke('settings:set', { theme: next });
          }}
        >
          <ThemeIcon size={16} />
        </IconButton>
        <IconButton label="Panel" pressed={panel} onClick={() => commands.run('togglePanel')}>
          <PanelRight size={16} />
        </IconButton>
      </div>
    </header>
  );
}
