/** Where something goes that is added without a place: near the middle of what is seen, on nothing. */
import { notesOf } from '../model/notes';
import type { Position } from '../model/types';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { canvasApi } from './api';
import { boxesOfLines } from './edges/lineBoxes';
import { freeSpot, type Size } from './freeSpot';
import type { Box } from './geometry';
import { flowIdOfNote } from './notes/useNotes';

/** What all that is drawn covers: cards, notes, lines. */
export function takenPlaces(): readonly Box[] {
  const { doc } = useDocument.getState();
  const ids = [...doc.nodes.map(({ id }) => id), ...notesOf(doc).map(({ id }) => flowIdOfNote(id))];
  const boxes = canvasApi()?.boxes(ids) ?? [];
  const measured = new Map(boxes.map((box) => [box.id, box]));
  return [...boxes, ...boxesOfLines(doc, measured, useSession.getState().unitsUpTo)];
}

/** The top left corner for something of a size, canvas coordinates. */
export function newSpot(size: Size): Position {
  const sight = canvasApi()?.sight() ?? { seen: { x: 0, y: 0, width: 0, height: 0 }, covered: [] };
  const { x, y, width, height } = sight.seen;
  const middle = { x: x + width / 2, y: y + height / 2 };
  return freeSpot([...takenPlaces(), ...sight.covered], size, middle, sight.seen);
}
