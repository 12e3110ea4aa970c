/** Selecting on the canvas: what is selected decides which parameter is chosen. */
import { isWeighted, shapeOfEdge } from '../model/document';
import { notesOf } from '../model/notes';
import type { NetworkDocument } from '../model/types';
import { useDocument } from './document';
import { NOTHING, ownerOfAddress, type Selection, useSession } from './session';

/**
 * The parameter that a selection means: the weight of a single 1 x 1 edge; a choice that lies in the one selected thing
 * (a cell of its matrix, one of its biases) stays; anything else means none.
 */
export function chosenBy(doc: NetworkDocument, selection: Selection, chosen: string | null): string | null {
  if (selection.nodes.size + selection.edges.size !== 1) return null;
  const owner = chosen === null ? null : ownerOfAddress(chosen);
  if (owner && (owner.kind === 'edge' ? selection.edges : selection.nodes).has(owner.id)) return chosen;
  const [id] = selection.edges;
  const edge = doc.edges.find((candidate) => candidate.id === id);
  if (!edge || !isWeighted(doc, edge)) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  return rows * cols === 1 ? `${edge.id}[0,0]` : null;
}

/** Selects, and chooses the parameter that goes with it. */
export function applySelection(selection: Selection): void {
  const { doc } = useDocument.getState();
  const session = useSession.getState();
  const chosen = chosenBy(doc, selection, session.chosen);
  session.select(selection);
  if (chosen !== session.chosen) session.set({ chosen, hoveredPath: null });
}

/**
 * One step back, for Escape: from a weight of a matrix to its edge, from a bias to its node, and from there to nothing. The
 * weight of a single connection goes with its edge: an edge that is selected, but not chosen, would look like one that is.
 */
export function stepBack(): void {
  const { doc } = useDocument.getState();
  const session = useSession.getState();
  const { selection, chosen } = session;
  if (chosen !== null && chosenBy(doc, selection, null) === null) {
    session.choose(null);
    return;
  }
  applySelection(NOTHING);
  session.set({ selectedNotes: new Set() });
}

/** Drops from the selection and the choice what the document no longer holds (after an undo, a deletion, a rename). */
export function pruneSelection(doc: NetworkDocument): void {
  const session = useSession.getState();
  const nodes = new Set(doc.nodes.map((node) => node.id));
  const edges = new Set(doc.edges.map((edge) => edge.id));
  const kept: Selection = {
    nodes: new Set([...session.selection.nodes].filter((id) => nodes.has(id))),
    edges: new Set([...session.selection.edges].filter((id) => edges.has(id))),
  };
  session.select(kept);
  const notes = new Set(notesOf(doc).map(({ id }) => id));
  const keptNotes = [...session.selectedNotes].filter((id) => notes.has(id));
  if (keptNotes.length < session.selectedNotes.size) session.set({ selectedNotes: new Set(keptNotes) });
  if (session.chosen === null) return;
  const owner = ownerOfAddress(session.chosen);
  if (!(owner.kind === 'edge' ? edges : nodes).has(owner.id)) session.set({ chosen: null, hoveredPath: null });
}
