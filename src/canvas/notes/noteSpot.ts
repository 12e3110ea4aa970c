/** Where a note goes that is added without a place: near the middle of what is seen, on nothing. */
import { notesOf } from '../../model/notes';
import type { Position } from '../../model/types';
import { useDocument } from '../../store/document';
import { canvasApi } from '../api';
import type { Box } from '../geometry';
import { foldOf } from '../groups/fold';
import { boxesOfLines, freeSpot } from './freeSpot';
import { flowIdOfNote } from './useNotes';

/** The top left corner; `view`: the part of the canvas that is seen. */
export function noteSpot(size: { readonly width: number; readonly height: number }, view: Box): Position {
  const { doc } = useDocument.getState();
  const { doc: seen } = foldOf(doc);
  const ids = [...doc.nodes.map(({ id }) => id), ...notesOf(doc).map(({ id }) => flowIdOfNote(id))];
  const boxes = canvasApi()?.boxes(ids) ?? [];
  const cards = new Map(boxes.map((box) => [box.id, box]));
  const middle = { x: view.x + view.width / 2, y: view.y + view.height / 2 };
  return freeSpot([...boxes, ...boxesOfLines(seen, cards)], size, middle, view);
}
