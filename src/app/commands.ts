/** What a menu, a key or the find box can ask for: one name, one action. */
import type { MenuCommand } from '../../electron/shared/ipc';
import { canvasApi } from '../canvas/api';
import { alignSelection, distributeSelection, layOutSelection } from '../canvas/arrange';
import { attempt } from '../canvas/attempt';
import { toggleDrawnAs } from '../canvas/drawAs';
import { copyText, pasteText } from '../model/commands/clipboard';
import { toggleLocked } from '../model/commands/lock';
import { removeNote } from '../model/commands/notes';
import { removeMany } from '../model/commands/remove';
import type { Platform } from '../platform/platform';
import { useDocument } from '../store/document';
import { applySelection } from '../store/selection';
import { NOTHING, useSession } from '../store/session';
import type { EngineClient } from '../worker/client';
import type { FileActions } from './fileActions';

export interface Commands {
  run(command: MenuCommand): void;
}

/** In a text field the usual keys belong to the text. */
function inTextField(): boolean {
  const element = document.activeElement;
  return element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
}

function removeSelection(): void {
  const { selection, selectedNote, set } = useSession.getState();
  if (selectedNote !== null) {
    attempt('Delete a note', removeNote(useDocument.getState().doc, selectedNote));
    set({ selectedNote: null });
  }
  const ids = [...selection.nodes, ...selection.edges];
  if (ids.length === 0) return;
  attempt(
    ids.length === 1 ? `Delete ${ids[0]}` : `Delete ${ids.length} things`,
    removeMany(useDocument.getState().doc, ids),
  );
}

/** The selected nodes as text, or null (with a reason on screen) when there is nothing to copy. */
function selectionText(): string | null {
  const { selection, say } = useSession.getState();
  if (selection.nodes.size === 0) {
    say('Select nodes first: edges are copied with the nodes at both their ends.', 'refused');
    return null;
  }
  const text = copyText(useDocument.getState().doc, selection.nodes);
  if (typeof text === 'string') return text;
  say(text.refused, 'refused');
  return null;
}

function copySelection(platform: Platform): boolean {
  const text = selectionText();
  if (text === null) return false;
  void platform.invoke('clipboard:write', { text });
  return true;
}

/** How far a copy lies from its original. */
const SHIFT = { x: 32, y: 32 };

function paste(text: string, label: string): void {
  const { result, nodes } = pasteText(useDocument.getState().doc, text, SHIFT);
  if (attempt(label, result)) applySelection({ nodes: new Set(nodes), edges: new Set() });
}

function selectAll(): void {
  const { doc } = useDocument.getState();
  applySelection({
    nodes: new Set(doc.nodes.map((node) => node.id)),
    edges: new Set(doc.edges.map((edge) => edge.id)),
  });
}

function toggleLock(): void {
  const ids = [...useSession.getState().selection.nodes];
  if (ids.length === 0) useSession.getState().say('Select the nodes to lock or unlock first.', 'refused');
  else attempt('Lock or unlock', toggleLocked(useDocument.getState().doc, ids));
}

/** Shows what is selected; the ends of an edge for an edge. */
function zoomSelection(): void {
  const { selection, say } = useSession.getState();
  const { doc } = useDocument.getState();
  const ends = doc.edges.flatMap(({ id, source, target }) => (selection.edges.has(id) ? [source, target] : []));
  const ids = new Set([...selection.nodes, ...ends]);
  if (ids.size === 0) say('Select something first to zoom to it.', 'refused');
  else canvasApi()?.zoomTo([...ids]);
}

interface Parts {
  readonly platform: Platform;
  readonly files: FileActions;
  readonly client: EngineClient;
}

/** Text editing that the page's own fields do better than we could. */
const FIELD_COMMANDS: Partial<Record<MenuCommand, string>> = {
  undo: 'undo',
  redo: 'redo',
  cut: 'cut',
  copy: 'copy',
  delete: 'delete',
  selectAll: 'selectAll',
};

/** What would show the values that an open question hides. */
const GIVES_AWAY: readonly MenuCommand[] = ['player', 'gradientCheck', 'gradientCheckOne'];

export function createCommands({ platform, files }: Parts): Commands {
  const session = () => useSession.getState();
  const actions: Record<MenuCommand, () => void> = {
    new: () => void files.newNetwork(),
    newWindow: () => void platform.invoke('window:new'),
    open: () => void files.open(),
    save: () => void files.save(false),
    saveAs: () => void files.save(true),
    undo: () => useDocument.getState().undo(),
    redo: () => useDocument.getState().redo(),
    cut: () => {
      if (copySelection(platform)) removeSelection();
    },
    copy: () => void copySelection(platform),
    paste: () => void platform.invoke('clipboard:read').then((text) => paste(text, 'Paste')),
    duplicate: () => {
      const text = selectionText();
      if (text !== null) paste(text, 'Duplicate');
    },
    delete: removeSelection,
    selectAll,
    find: () => session().set({ dialog: 'find' }),
    zoomIn: () => canvasApi()?.zoomIn(),
    zoomOut: () => canvasApi()?.zoomOut(),
    zoomFit: () => canvasApi()?.zoomFit(),
    zoomActual: () => canvasApi()?.zoomActual(),
    togglePalette: () => session().set({ palette: !session().palette }),
    togglePanel: () => session().set({ panel: !session().panel }),
    toggleMinimap: () => session().set({ minimap: !session().minimap }),
    alignLeft: () => alignSelection('left'),
    alignCentre: () => alignSelection('centre'),
    alignRight: () => alignSelection('right'),
    alignTop: () => alignSelection('top'),
    alignMiddle: () => alignSelection('middle'),
    alignBottom: () => alignSelection('bottom'),
    distributeHorizontally: () => distributeSelection('horizontal'),
    distributeVertically: () => distributeSelection('vertical'),
    layOut: layOutSelection,
    toggleLock,
    zoomSelection,
    toggleUnits: () => toggleDrawnAs([...session().selection.nodes]),
    player: () => {
      // The whole network is stepped through: a choice, with its numbers, would give away what is still blank.
      if (!session().player) applySelection(NOTHING);
      session().set({ player: !session().player });
    },
    gradientCheck: () => session().set({ dialog: 'check' }),
    gradientCheckOne: () => {
      if (session().chosen !== null) session().set({ dialog: 'checkOne' });
      else session().say('Choose a weight or a bias first: its gradient is checked by differences.', 'refused');
    },
    examples: () => session().set({ dialog: 'start' }),
    shortcuts: () => session().set({ dialog: 'shortcuts' }),
  };
  return {
    run(command) {
      if (GIVES_AWAY.includes(command) && session().quiz?.visible) {
        session().say('Answer the open question first: this would give it away.', 'refused');
        return;
      }
      const fieldCommand = FIELD_COMMANDS[command];
      if (fieldCommand && inTextField()) document.execCommand(fieldCommand);
      else if (command === 'paste' && inTextField()) {
        void platform.invoke('clipboard:read').then((text) => document.execCommand('insertText', false, text));
      } else actions[command]();
    },
  };
}
