/** Dragging with Alt copies: what was dragged goes back to where it stood, and a copy stays where it was dropped. */
import { copyText, pasteText } from '../model/commands/clipboard';
import { moveNodes } from '../model/commands/nodes';
import { moveNotes } from '../model/commands/notes';
import { together } from '../model/commands/result';
import { nodeById } from '../model/document';
import { notesOf } from '../model/notes';
import type { Position } from '../model/types';
import { useDocument } from '../store/document';
import { applySelection } from '../store/selection';
import { useSession } from '../store/session';
import { attempt } from './attempt';

/** Where nodes and notes stand. */
export interface Places {
  readonly nodes: ReadonlyMap<string, Position>;
  readonly notes: ReadonlyMap<string, Position>;
}

/** How far the first of them has come. */
function shiftSince({ nodes, notes }: Places): Position {
  const { doc } = useDocument.getState();
  const [node] = nodes;
  const [note] = notes;
  const from = node?.[1] ?? note?.[1];
  const to = node ? nodeById(doc, node[0])?.position : notesOf(doc).find(({ id }) => id === note?.[0]);
  return from && to ? { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) } : { x: 0, y: 0 };
}

/** `from`: where what is dragged stood. All of it joins the drag's own undo step. */
export function dropCopy(from: Places, gesture: string): void {
  const shift = shiftSince(from);
  if (shift.x === 0 && shift.y === 0) return;
  const { doc: moved } = useDocument.getState();
  attempt('Drag a copy', together(moveNodes(moved, from.nodes), moveNotes(moved, from.notes)), gesture);
  const { doc } = useDocument.getState();
  const text = copyText(doc, new Set(from.nodes.keys()), new Set(from.notes.keys()));
  if (typeof text !== 'string') return;
  const { result, nodes, notes } = pasteText(doc, text, shift);
  if (!attempt('Drag a copy', result, gesture)) return;
  applySelection({ nodes: new Set(nodes), edges: new Set() });
  useSession.getState().set({ selectedNotes: new Set(notes) });
}
