/** Dragging with Alt copies: what was dragged goes back to where it stood, and a copy stays where it was dropped. */
import { copyText, pasteText } from '../model/commands/clipboard';
import { moveNodes } from '../model/commands/nodes';
import { nodeById } from '../model/document';
import type { Position } from '../model/types';
import { useDocument } from '../store/document';
import { applySelection } from '../store/selection';
import { attempt } from './attempt';

/** `from`: where the dragged nodes stood. All of it joins the drag's own undo step. */
export function dropCopy(from: ReadonlyMap<string, Position>, gesture: string): void {
  const [first] = from;
  if (!first) return;
  const dropped = nodeById(useDocument.getState().doc, first[0])?.position;
  if (!dropped) return;
  const shift = { x: dropped.x - first[1].x, y: dropped.y - first[1].y };
  if (shift.x === 0 && shift.y === 0) return;
  const back = new Map([...from].map(([id, { x, y }]) => [id, { x: Math.round(x), y: Math.round(y) }]));
  attempt('Drag a copy', moveNodes(useDocument.getState().doc, back), gesture);
  const { doc } = useDocument.getState();
  const text = copyText(doc, new Set(from.keys()));
  if (typeof text !== 'string') return;
  const { result, nodes } = pasteText(doc, text, { x: Math.round(shift.x), y: Math.round(shift.y) });
  if (attempt('Drag a copy', result, gesture)) applySelection({ nodes: new Set(nodes), edges: new Set() });
}
