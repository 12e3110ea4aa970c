/** Dragging with Alt copies: what was dragged is back where it stood, and a copy lies where it was dropped. */
import { sequence } from '../model/commands/build';
import { copyText, pasteText } from '../model/commands/clipboard';
import { nodeById } from '../model/document';
import { notesOf } from '../model/notes';
import type { NetworkDocument, Position } from '../model/types';
import { useDocument } from '../store/document';
import { applySelection } from '../store/selection';
import { useSession } from '../store/session';
import { attempt } from './attempt';
import { drawnCards } from './drawnBox';
import { type FrameBox, joinFrames } from './groups/joining';

/** Where nodes and notes stand. */
export interface Places {
  readonly nodes: ReadonlyMap<string, Position>;
  readonly notes: ReadonlyMap<string, Position>;
}

/** How far they have come; a locked one among them has not. */
function shiftSince({ nodes, notes }: Places): Position {
  const { doc } = useDocument.getState();
  const [node] = [...nodes].filter(([id]) => nodeById(doc, id)?.locked !== true);
  const [note] = notes;
  const from = node?.[1] ?? note?.[1];
  const to = node ? nodeById(doc, node[0])?.position : notesOf(doc).find(({ id }) => id === note?.[0]);
  return from && to ? { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) } : { x: 0, y: 0 };
}

/** `from`: where what is dragged stood; `frames`: those that a copy joins. The drag itself has never been. */
export function dropCopy(from: Places, frames: readonly FrameBox[], gesture: string): void {
  const shift = shiftSince(from);
  useDocument.getState().cancel(gesture);
  if (shift.x === 0 && shift.y === 0) return;
  const { doc } = useDocument.getState();
  const text = copyText(doc, new Set(from.nodes.keys()), new Set(from.notes.keys()));
  if (typeof text !== 'string') {
    useSession.getState().say(text.refused, 'refused');
    return;
  }
  const { result, nodes, notes } = pasteText(doc, text, shift);
  const [first] = [...from.nodes.keys(), 'a note'];
  const count = nodes.length + notes.length;
  const { unitsUpTo } = useSession.getState();
  const join = (now: NetworkDocument) => joinFrames(now, frames, drawnCards(now, nodes, unitsUpTo));
  if (!attempt(count > 1 ? `Copy ${count} things` : `Copy ${first}`, sequence(doc, [() => result, join]))) return;
  applySelection({ nodes: new Set(nodes), edges: new Set() });
  useSession.getState().set({ selectedNotes: new Set(notes) });
}
