/** What a menu, a key or the find box can ask for: one name, one action. */
import type { MenuCommand } from '../../electron/shared/ipc';
import { canvasApi } from '../canvas/api';
import { alignSelection, distributeSelection, layOutSelection } from '../canvas/arrange';
import { attempt } from '../canvas/attempt';
import { biasStation, weightStation } from '../canvas/describe';
import { toggleDrawnAs } from '../canvas/drawAs';
import { groupSelection, toggleCollapsedSelection, ungroupSelection } from '../canvas/groups/actions';
import { flowIdOfNote } from '../canvas/notes/useNotes';
import { copyText } from '../model/commands/clipboard';
import { toggleLocked } from '../model/commands/lock';
import { removeNotes } from '../model/commands/notes';
import { removeBias, removeMany, removeWeight } from '../model/commands/remove';
import { type CommandResult, together } from '../model/commands/result';
import { notesOf } from '../model/notes';
import type { NetworkDocument } from '../model/types';
import type { Platform } from '../platform/platform';
import { useDocument } from '../store/document';
import { applySelection } from '../store/selection';
import { NOTHING, useSession } from '../store/session';
import { speak } from '../store/spoken';
import { isTyped } from '../ui/typed';
import { copiedSentence } from './announce/deed';
import { duplicate, paste } from './copies';
import { exportPicture } from './exportPicture';
import type { FileActions } from './fileActions';
import type { Parts } from './parts';

export interface Commands {
  run(command: MenuCommand): void;
}

/** In a text field the usual keys belong to the text; undoing does not where the field says that nothing was typed. */
function inTextField(command: MenuCommand): boolean {
  const element = document.activeElement;
  const undoes = command === 'undo' || command === 'redo';
  if (undoes && element instanceof HTMLElement && element.dataset.undo === 'document') return false;
  return isTyped(element);
}

/** The chosen parameter where it is what is meant by "this": its node or edge is all that is selected. */
function removeChosen(doc: NetworkDocument): { readonly name: string; readonly result: CommandResult } | null {
  const { selection, selectedNotes, chosen } = useSession.getState();
  if (chosen === null || selection.nodes.size + selection.edges.size + selectedNotes.size !== 1) return null;
  const weight = weightStation(doc, chosen);
  if (weight) return { name: chosen, result: removeWeight(doc, weight.id, weight.row, weight.col) };
  const bias = biasStation(chosen);
  return bias && { name: chosen, result: removeBias(doc, bias.id, bias.unit) };
}

/** `verb`: what the undo step is called by. False when nothing was taken away. */
function removeSelection(verb = 'Delete'): boolean {
  const { selection, selectedNotes, set } = useSession.getState();
  const { doc } = useDocument.getState();
  // Cut is of what was copied: nodes.
  const one = verb === 'Cut' ? null : removeChosen(doc);
  const ids = [...selection.nodes, ...selection.edges];
  const count = ids.length + selectedNotes.size;
  if (count === 0) return false;
  const label = count > 1 ? `${verb} ${count} things` : `${verb} ${one?.name ?? ids[0] ?? 'a note'}`;
  if (!attempt(label, one?.result ?? together(removeMany(doc, ids), removeNotes(doc, selectedNotes)))) return false;
  // Left selected, the edge or the node would go with the next press of the key.
  if (one) applySelection(NOTHING);
  set({ selectedNotes: new Set() });
  return true;
}

/** The selected nodes as text, or null (with a reason on screen) when there is nothing to copy. */
function selectionText(): string | null {
  const { selection, selectedNotes, say } = useSession.getState();
  if (selection.nodes.size + selectedNotes.size === 0) {
    say('Select nodes first: edges are copied with the nodes at both their ends.', 'refused');
    return null;
  }
  const text = copyText(useDocument.getState().doc, selection.nodes, selectedNotes);
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

function selectAll(): void {
  const { doc } = useDocument.getState();
  applySelection({
    nodes: new Set(doc.nodes.map((node) => node.id)),
    edges: new Set(doc.edges.map((edge) => edge.id)),
  });
  useSession.getState().set({ selectedNotes: new Set(notesOf(doc).map(({ id }) => id)) });
}

function toggleLock(): void {
  const ids = [...useSession.getState().selection.nodes];
  if (ids.length === 0) useSession.getState().say('Select the nodes to lock or unlock first.', 'refused');
  else attempt('Lock or unlock', toggleLocked(useDocument.getState().doc, ids));
}

/** Shows what is selected; the ends of an edge for an edge. */
function zoomSelection(): void {
  const { selection, selectedNotes, say } = useSession.getState();
  const { doc } = useDocument.getState();
  const ends = doc.edges.flatMap(({ id, source, target }) => (selection.edges.has(id) ? [source, target] : []));
  const ids = new Set([...selection.nodes, ...ends, ...[...selectedNotes].map(flowIdOfNote)]);
  if (ids.size === 0) say('Select something first to zoom to it.', 'refused');
  else canvasApi()?.zoomTo([...ids]);
}

/** What commands are carried out with. */
interface Needs {
  readonly platform: Platform;
  readonly files: FileActions;
  readonly parts: Parts;
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

/** What changes the network or the selection: not behind an open dialog, where nobody sees it. */
const ON_CANVAS: ReadonlySet<MenuCommand> = new Set<MenuCommand>([
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'duplicate',
  'delete',
  'selectAll',
  'alignLeft',
  'alignCentre',
  'alignRight',
  'alignTop',
  'alignMiddle',
  'alignBottom',
  'distributeHorizontally',
  'distributeVertically',
  'layOut',
  'toggleLock',
  'group',
  'ungroup',
  'toggleCollapsed',
  'keepPart',
  'toggleUnits',
]);

/** What would show the values that an open question hides. */
const GIVES_AWAY: readonly MenuCommand[] = ['exportPicture', 'player', 'gradientCheck', 'gradientCheckOne'];

/** All commands, bound to the services that carry them out. */
export function createCommands({ platform, files, parts }: Needs): Commands {
  const session = () => useSession.getState();
  const actions: Record<MenuCommand, () => void> = {
    new: () => void files.newNetwork(),
    newWindow: () => void platform.invoke('window:new'),
    open: () => void files.open(),
    save: () => void files.save(false),
    saveAs: () => void files.save(true),
    exportPicture: () => void exportPicture(platform),
    undo: () => useDocument.getState().undo(),
    redo: () => useDocument.getState().redo(),
    cut: () => {
      const text = selectionText();
      // What cannot be taken away is not cut: the clipboard keeps what it has.
      if (text !== null && removeSelection('Cut')) void platform.invoke('clipboard:write', { text });
    },
    copy: () => {
      if (!copySelection(platform)) return;
      const { selection, selectedNotes } = session();
      speak(copiedSentence(useDocument.getState().doc, selection.nodes, selectedNotes.size));
    },
    paste: () => void platform.invoke('clipboard:read').then(paste),
    duplicate: () => {
      const text = selectionText();
      if (text !== null) duplicate(text);
    },
    delete: () => removeSelection(),
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
    group: groupSelection,
    ungroup: ungroupSelection,
    toggleCollapsed: toggleCollapsedSelection,
    keepPart: () => void parts.keep(),
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
      if (fieldCommand && inTextField(command)) document.execCommand(fieldCommand);
      else if (command === 'paste' && inTextField(command)) {
        void platform.invoke('clipboard:read').then((text) => document.execCommand('insertText', false, text));
      } else if (session().dialog === 'none' || !ON_CANVAS.has(command)) actions[command]();
    },
  };
}
