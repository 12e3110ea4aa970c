/** A canvas that nobody sees: cards as large as they would be drawn, in a window of 1280 x 720. */
import { type CanvasApi, registerCanvas } from '../../../src/canvas/api';
import { drawnCards } from '../../../src/canvas/drawnBox';
import { frameAround } from '../../../src/canvas/groups/frameBox';
import type { FrameBox } from '../../../src/canvas/groups/joining';
import { groupsOf } from '../../../src/model/groups';
import { useDocument } from '../../../src/store/document';
import { useSession } from '../../../src/store/session';

function frames(): readonly FrameBox[] {
  const { doc } = useDocument.getState();
  return groupsOf(doc).flatMap(({ id, collapsed, members }) => {
    if (collapsed) return [];
    return [{ group: id, box: frameAround(drawnCards(doc, members, useSession.getState().unitsUpTo)) }];
  });
}

/** What it answers is always of the document that is open. */
export const fakeCanvas: CanvasApi = {
  zoomIn() {},
  zoomOut() {},
  zoomFit() {},
  zoomActual() {},
  zoomTo() {},
  reveal() {},
  panTo() {},
  focus() {},
  sight: () => ({ seen: { x: 0, y: 0, width: 1280, height: 720 }, covered: [] }),
  bounds: () => ({ x: 0, y: 0, width: 1280, height: 720 }),
  boxes: (ids) => drawnCards(useDocument.getState().doc, ids, useSession.getState().unitsUpTo),
  frames,
  edgeAt: () => null,
  pastePlace: () => ({ x: 640, y: 360 }),
};

/** Puts it in place of a mounted canvas, until `null` takes it away. */
export function mountFake(on: boolean): void {
  registerCanvas(on ? fakeCanvas : null);
}
