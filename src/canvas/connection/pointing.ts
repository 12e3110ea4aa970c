/** Pointing at, and choosing, one of the lines of an edge that is an element of the page. */
import type { MouseEvent } from 'react';
import { useSession } from '../../store/session';
import type { FlowEdge } from '../flowTypes';
import { weightOfLabelAt } from './labelUnder';

/** The line under the pointer, when its edge has several. */
function lineOf({ target }: MouseEvent): { readonly row: number; readonly col: number } | null {
  if (!(target instanceof SVGElement) || target.dataset.row === undefined) return null;
  return { row: Number(target.dataset.row), col: Number(target.dataset.col) };
}

/** The pointer is on an edge, or on one of its lines. */
export function pointAtEdge(event: MouseEvent, edge: FlowEdge): void {
  const { place, set } = useSession.getState();
  const line = lineOf(event);
  if (place?.edge === edge.id && place.row === line?.row && place.col === line?.col) return;
  set({ place: { node: edge.target, edge: edge.id, ...line } });
}

/** A click chooses the weight of a line, also when its edge is selected already: React Flow tells of no change then. */
export function chooseLine(event: MouseEvent, edge: FlowEdge): void {
  if (event.shiftKey || event.ctrlKey || event.metaKey) return;
  const named = weightOfLabelAt(event.clientX, event.clientY);
  if (named !== null) {
    useSession.getState().choose(named);
    return;
  }
  const only = edge.data?.lines.length === 1 && !edge.data.lines[0].matrix ? edge.data.lines[0] : null;
  const line = lineOf(event) ?? only;
  if (!line) return;
  // A connection into an op or a loss has no weight to choose.
  if (edge.data?.lines[0]?.weighted) useSession.getState().choose(`${edge.id}[${line.row},${line.col}]`);
}
