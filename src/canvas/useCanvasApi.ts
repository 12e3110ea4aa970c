/** What menu, keys and panels may ask of the mounted canvas, and the first look at a document. */
import { type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { type RefObject, useCallback, useEffect, useRef } from 'react';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { registerAnswer } from '../ui/afterCanvas';
import { registerCanvas } from './api';
import { edgeAt } from './edgeAt';
import { canvasAnswered } from './edges/layerApi';
import type { LookInput } from './edges/looks';
import { type Box, contains } from './geometry';
import { pointerNow, watchPointer } from './gestures/pointer';
import { drawnIds } from './groups/fold';
import { frameBoxes } from './groups/joining';
import { type Sight, wayToSee } from './sight';
import { viewKey } from './views';

/** Room around a network that is shown whole, as a share of it: the same at the first look and later. */
const PADDING = 0.08;
/** Room around something that the view moves to show, pixels of the screen. */
const MARGIN = 16;

type Frame = RefObject<HTMLElement | null>;

/** Registers the canvas as long as it lives. `ready`: all cards have a size; `layer`: the lines of the picture. */
export function useCanvasApi(frame: Frame, layer: LookInput, ready: boolean): void {
  const flow = useReactFlow();
  const opened = useDocument((state) => state.opened);
  const drawn = useRef(layer);
  drawn.current = layer;
  const fitted = useRef(-1);

  /** A small network fills a large window, too; in a small one its cards need not be larger than life. */
  const limit = useCallback(() => Math.min(2, Math.max(1.25, (frame.current?.clientWidth ?? 0) / 1000)), [frame]);

  // A document that has just been opened is shown whole, once its cards have a size.
  useEffect(() => {
    if (!ready || fitted.current === opened) return;
    fitted.current = opened;
    // On an empty canvas React Flow would keep the wish to fit, and jump when the first card is dropped.
    if (useDocument.getState().doc.nodes.length === 0) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    else if (useSession.getState().bare) void flow.fitView({ padding: '40px', maxZoom: 1 });
    else void flow.fitView({ padding: PADDING, maxZoom: limit() });
  }, [ready, opened, flow, limit]);

  // Another threshold makes cards larger or smaller: all of the network stays in view, once they have their new size.
  const unitsUpTo = useSession((state) => state.unitsUpTo);
  const before = useRef(unitsUpTo);
  useEffect(() => {
    const { doc } = useDocument.getState();
    const same = viewKey(doc, before.current, 1) === viewKey(doc, unitsUpTo, 1);
    before.current = unitsUpTo;
    if (same || useSession.getState().bare) return;
    let next = requestAnimationFrame(() => {
      next = requestAnimationFrame(() => void flow.fitView({ padding: PADDING, maxZoom: limit(), duration: 160 }));
    });
    return () => cancelAnimationFrame(next);
  }, [unitsUpTo, flow, limit]);

  useEffect(watchPointer, []);

  useEffect(() => {
    registerAnswer(canvasAnswered);
    return () => registerAnswer(null);
  }, []);

  useEffect(() => {
    registerCanvas({
      zoomIn: () => void flow.zoomIn({ duration: 120 }),
      zoomOut: () => void flow.zoomOut({ duration: 120 }),
      zoomFit: () => void flow.fitView({ padding: PADDING, maxZoom: limit(), duration: 160 }),
      zoomActual: () => void flow.zoomTo(1, { duration: 120 }),
      bounds: () => flow.getNodesBounds(flow.getNodes()),
      boxes: (ids) =>
        drawnNow(ids).flatMap((id) => {
          const node = flow.getNode(id);
          const { width, height } = node?.measured ?? {};
          return node && width && height ? [{ id, ...node.position, width, height }] : [];
        }),
      frames: () => frameBoxes(flow.getNodes()),
      sight: () => sight(flow, frame),
      panTo: (box) => panTo(flow, frame, box),
      reveal: (ids) => reveal(flow, frame, ids),
      focus: (id) => focus(frame, id),
      zoomTo: (ids) =>
        void flow.fitView({
          nodes: drawnNow(ids).map((id) => ({ id })),
          padding: 0.4,
          maxZoom: 1.25,
          duration: 160,
        }),
      edgeAt: (x, y) => edgeAt(flow, drawn.current, x, y),
      pastePlace: () => {
        const { left = 0, top = 0, width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
        const pointer = pointerNow();
        const over = pointer !== null && contains({ x: left, y: top, width, height }, pointer);
        const at = over ? pointer : { x: left + width / 2, y: top + height / 2 };
        return flow.screenToFlowPosition(at, { snapToGrid: false });
      },
    });
    return () => registerCanvas(null);
  }, [flow, frame, limit]);
}

/** What is drawn for these nodes: themselves, or the cards of their collapsed groups. */
function drawnNow(ids: readonly string[]): readonly string[] {
  return [...drawnIds(useDocument.getState().doc, ids)];
}

/** Moves the view, if need be, so that the nodes are seen. */
function reveal(flow: ReactFlowInstance, frame: Frame, ids: readonly string[]): void {
  const box = frame.current?.getBoundingClientRect();
  const { x, y, width, height } = flow.getNodesBounds([...drawnNow(ids)]);
  const near = flow.flowToScreenPosition({ x, y });
  const far = flow.flowToScreenPosition({ x: x + width, y: y + height });
  const seen = box && near.x >= box.left && near.y >= box.top && far.x <= box.right && far.y <= box.bottom;
  if (!seen) void flow.setCenter(x + width / 2, y + height / 2, { zoom: flow.getZoom(), duration: 140 });
}

function sight(flow: ReactFlowInstance, frame: Frame): Sight {
  const boxOf = (element: Element | null | undefined): Box[] => {
    if (!element) return [];
    const { left, top, width, height } = element.getBoundingClientRect();
    const corner = flow.screenToFlowPosition({ x: left, y: top }, { snapToGrid: false });
    return [{ ...corner, width: width / flow.getZoom(), height: height / flow.getZoom() }];
  };
  const [seen = { x: 0, y: 0, width: 0, height: 0 }] = boxOf(frame.current);
  return { seen, covered: boxOf(frame.current?.querySelector('.canvas-minimap')) };
}

function panTo(flow: ReactFlowInstance, frame: Frame, box: Box): void {
  const { x, y, zoom } = flow.getViewport();
  const way = wayToSee(box, sight(flow, frame), MARGIN / zoom);
  if (way.x === 0 && way.y === 0) return;
  void flow.setViewport({ x: x - way.x * zoom, y: y - way.y * zoom, zoom }, { duration: 140 });
}

/** Gives the focus to a node's card or an edge, or to the canvas itself. */
function focus(frame: Frame, id: string | undefined): void {
  const [name] = id === undefined ? [] : drawnNow([id]);
  const selector = name === undefined ? null : `.react-flow [tabindex][data-id="${CSS.escape(name)}"]`;
  const element = selector === null ? null : frame.current?.querySelector<HTMLElement>(selector);
  (element ?? frame.current)?.focus({ preventScroll: true });
}
