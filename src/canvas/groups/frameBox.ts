/** How large the frame of a group is. Pure. */
import type { Box } from '../geometry';

/** Room between the nodes of a group and its frame; above them, the name. */
const PADDING = 18;
const TITLE = 34;

/** The frame around the cards of a group's nodes. */
export function frameAround(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x)) - PADDING;
  const y = Math.min(...boxes.map((box) => box.y)) - TITLE;
  const right = Math.max(...boxes.map((box) => box.x + box.width)) + PADDING;
  const bottom = Math.max(...boxes.map((box) => box.y + box.height)) + PADDING;
  return { x, y, width: right - x, height: bottom - y };
}
