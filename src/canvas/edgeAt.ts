/** The edge under a point of the window, whether it is an element of the page or one of the picture's lines. */
import type { ReactFlowInstance } from '@xyflow/react';
import { groupOfLine } from './edges/lineTable';
import type { LookInput } from './edges/looks';
import { drawnNear } from './edges/pick';

/** How far from a line the point may be, pixels of the screen: as far as an element of an edge takes the pointer. */
const REACH = 11;

function elementAt(x: number, y: number): string | null {
  const hit = document.elementsFromPoint(x, y).find((element) => element.closest('.react-flow__edge') !== null);
  return hit?.closest('.react-flow__edge')?.getAttribute('data-id') ?? null;
}

/** Id of the edge that a node is dropped on, or null. */
export function edgeAt(
  flow: Pick<ReactFlowInstance, 'screenToFlowPosition' | 'getZoom'>,
  layer: LookInput,
  x: number,
  y: number,
): string | null {
  const element = elementAt(x, y);
  if (element !== null || layer.table.count === 0) return element;
  const at = flow.screenToFlowPosition({ x, y }, { snapToGrid: false });
  const [line] = drawnNear(layer, at.x, at.y, REACH / flow.getZoom());
  return line === undefined ? null : (groupOfLine(layer.table, line)?.edge ?? null);
}
