/** What an item of the palette becomes: a node, a note, or a node on an edge; selected, and one undo step. */
import { sequence } from '../../model/commands/build';
import { addNode } from '../../model/commands/nodes';
import { addNote } from '../../model/commands/notes';
import { edgeById } from '../../model/document';
import { notesOf } from '../../model/notes';
import type { Position } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { NOTHING, type SessionState, useSession } from '../../store/session';
import { newGesture } from '../../ui/steps';
import { canvasApi } from '../api';
import { attempt } from '../attempt';
import { curveBetween, pointAt } from '../geometry';
import { insertNew, joinsAt, standsOnEdges } from '../insertion';
import { newSpot } from '../newSpot';
import type { PaletteItem } from './items';

function addNoteAt({ x, y }: Position): void {
  const { doc } = useDocument.getState();
  const noteGesture = newGesture();
  if (!attempt('Add a note', addNote(doc, 'A note, with $\\TeX$', x, y), noteGesture)) return;
  const id = notesOf(useDocument.getState().doc).at(-1)?.id ?? null;
  applySelection(NOTHING);
  useSession.getState().set({ selectedNotes: new Set(id === null ? [] : [id]), editedNote: id, noteGesture });
}

/** Adds an item, its middle at a place of the canvas; on `edge` if there is one. False when that was refused. */
export function addAt({ make, title, width, height }: PaletteItem, middle: Position, edge: string | null): boolean {
  const position = { x: Math.round(middle.x - width / 2), y: Math.round(middle.y - height / 2) };
  if (make.kind === 'part') return false;
  if (make.kind === 'note') {
    addNoteAt(position);
    return true;
  }
  const { doc } = useDocument.getState();
  const box = { ...position, width, height };
  const result =
    edge === null
      ? sequence(doc, [(now) => addNode(now, { ...make, position }), joinsAt(box)])
      : insertNew(edge, make, box);
  if (!attempt(`Add ${title.toLowerCase()}`, result)) return false;
  const added = useDocument.getState().doc.nodes.at(-1);
  if (added) applySelection({ nodes: new Set([added.id]), edges: new Set() });
  return true;
}

/** The edge that is selected, if nothing else is: whoever adds a node then means it. */
export function edgeAimedAt({ selection, selectedNotes }: SessionState): string | null {
  const [edge] = selection.edges;
  const alone = selection.edges.size === 1 && selection.nodes.size + selectedNotes.size === 0;
  return alone ? edge : null;
}

/** The middle of an edge as it is drawn, or null. */
function middleOfEdge(id: string): Position | null {
  const edge = edgeById(useDocument.getState().doc, id);
  const [source] = canvasApi()?.boxes(edge ? [edge.source] : []) ?? [];
  const [target] = canvasApi()?.boxes(edge ? [edge.target] : []) ?? [];
  if (!source || !target) return null;
  const from = { x: source.x + source.width, y: source.y + source.height / 2 };
  return pointAt(curveBetween(from, { x: target.x, y: target.y + target.height / 2 }), 0.5);
}

/** Adds an item that was not put anywhere: on the edge that is selected, or where there is room. Then it is seen. */
export function addUnaimed(item: PaletteItem): void {
  const edge = standsOnEdges(item.make) ? edgeAimedAt(useSession.getState()) : null;
  const onEdge = edge === null ? null : middleOfEdge(edge);
  const { width, height } = item;
  const spot = newSpot(item);
  if (!addAt(item, onEdge ?? { x: spot.x + width / 2, y: spot.y + height / 2 }, onEdge && edge)) return;
  const placed = onEdge ? useDocument.getState().doc.nodes.at(-1)?.position : spot;
  if (placed) canvasApi()?.panTo({ x: placed.x, y: placed.y, width, height });
}
