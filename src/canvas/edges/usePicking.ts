/** Pointing at, and choosing, a line of the edge layer: what React Flow takes for the empty pane. */
import { useReactFlow } from '@xyflow/react';
import { type MouseEvent, type RefObject, useRef } from 'react';
import { applySelection } from '../../store/selection';
import { NOTHING, useSession } from '../../store/session';
import { weightOfLabelAt } from '../connection/labelUnder';
import { connectionOfLine, groupOfLine, type LineTable } from './lineTable';
import type { LookInput } from './looks';
import { drawnNear } from './pick';

/** How far from a line the pointer may be, in pixels of the screen; a finger needs more. */
const REACH = { mouse: 6, touch: 14 } as const;

export interface Picking {
  readonly click: (event: MouseEvent) => void;
  /** After two clicks: the line of the first one is meant, and its value is to be typed. */
  readonly doubleClick: (event: MouseEvent) => void;
  readonly move: (event: MouseEvent) => void;
  readonly leave: () => void;
}

function choose(table: LineTable, line: number): void {
  const group = groupOfLine(table, line);
  const connection = connectionOfLine(table, line);
  if (!group || !connection) return;
  if (group.weighted && (!group.bundle || group.rows * group.cols === 1)) {
    useSession.getState().choose(`${group.edge}[${connection.row},${connection.col}]`);
  } else applySelection({ nodes: new Set(), edges: new Set([group.edge]) });
}

/**
 * Handlers for the pane. Clicks on the same spot walk through the lines that cross there. `frame` is told by its
 * attribute `data-pointing` when the pointer is on a line: no component has to render for a cursor.
 */
export function usePicking(input: LookInput, frame: RefObject<HTMLElement | null>): Picking {
  const flow = useReactFlow();
  const last = useRef({ x: Number.NaN, y: Number.NaN, turn: 0 });
  const { table, doc } = input;

  const at = (event: MouseEvent) => {
    if (table.count === 0) return [];
    const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    const touch = (event.nativeEvent as Partial<PointerEvent>).pointerType === 'touch';
    return drawnNear(input, x, y, (touch ? REACH.touch : REACH.mouse) / flow.getZoom());
  };
  const setPointing = (on: boolean) => frame.current?.toggleAttribute('data-pointing', on);
  const isPointing = () => frame.current?.hasAttribute('data-pointing') === true;
  const show = (line: number | undefined) => {
    setPointing(line !== undefined);
    const { place, set } = useSession.getState();
    const connection = line === undefined ? null : connectionOfLine(table, line);
    const group = line === undefined ? null : groupOfLine(table, line);
    if (!connection || !group) {
      if (place !== null) set({ place: null });
      return;
    }
    if (place?.edge === connection.edge && place.row === connection.row && place.col === connection.col) return;
    set({ place: { ...connection, node: doc.nodes[group.target].id } });
  };
  return {
    click(event) {
      const { clientX: x, clientY: y } = event;
      const same = Math.hypot(x - last.current.x, y - last.current.y) < 3;
      const turn = same ? last.current.turn + 1 : 0;
      last.current = { x, y, turn };
      const lines = at(event);
      // Further clicks on the same spot go on to the lines that cross there.
      const named = turn === 0 || lines.length === 0 ? weightOfLabelAt(x, y) : null;
      // React Flow is about to let go of the edge that it has selected, which may be this one.
      if (named !== null) queueMicrotask(() => useSession.getState().choose(named));
      else if (lines.length === 0) applySelection(NOTHING);
      else choose(table, lines[turn % lines.length]);
    },
    doubleClick(event) {
      const named = weightOfLabelAt(event.clientX, event.clientY);
      if (named !== null) {
        useSession.getState().choose(named);
        useSession.getState().editChosen();
        return;
      }
      const lines = at(event);
      if (lines.length === 0) return;
      const turn = Math.max(0, last.current.turn - 1);
      last.current = { ...last.current, turn };
      choose(table, lines[turn % lines.length]);
      useSession.getState().editChosen();
    },
    move(event) {
      if (table.count === 0) return;
      // Over a node or an element of an edge these point for themselves.
      if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane'))
        setPointing(false);
      else show(at(event)[0]);
    },
    leave() {
      if (isPointing()) show(undefined);
    },
  };
}
