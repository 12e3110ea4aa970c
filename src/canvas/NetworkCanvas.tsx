import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  Background,
  BackgroundVariant,
  type EdgeChange,
  MiniMap,
  type NodeChange,
  type OnConnectEnd,
  ReactFlow,
  SelectionMode,
  useReactFlow,
} from '@xyflow/react';
import { type KeyboardEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { canConnect } from '../model/commands/connect';
import { moveNodes } from '../model/commands/nodes';
import type { Position } from '../model/types';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { applySelection } from '../store/selection';
import { useSession } from '../store/session';
import { newGesture } from '../ui/NumberField';
import { registerCanvas } from './api';
import { nudgeSelection } from './arrange';
import { attempt } from './attempt';
import { EDGE_TYPES } from './connection/ConnectionEdge';
import { ConnectionLine } from './connection/ConnectionLine';
import { connectByHand, sayRefusal, sourcesOf } from './connection/connecting';
import { chooseLine, pointAtEdge } from './connection/pointing';
import { type LooseEnd, QuickMenu } from './connection/QuickMenu';
import { drawnAs, toggleDrawnAs } from './drawAs';
import { dropCopy } from './dropCopy';
import { EdgeLayer } from './edges/EdgeLayer';
import { usePicking } from './edges/usePicking';
import type { FlowEdge, FlowNode } from './flowTypes';
import { Guides } from './gestures/Guides';
import type { Guide } from './gestures/snap';
import { snapMoves } from './gestures/snapMoves';
import { walkByKey } from './gestures/walkByKey';
import { NODE_TYPES } from './nodes/cards';
import { NoteCard, type NoteNode } from './notes/NoteCard';
import { takeNoteChanges, useNotes } from './notes/useNotes';
import { useProjection } from './useProjection';

function toggled(set: ReadonlySet<string>, changes: readonly { id: string; selected: boolean }[]): ReadonlySet<string> {
  const next = new Set(set);
  for (const { id, selected } of changes) {
    if (selected) next.add(id);
    else next.delete(id);
  }
  return next;
}

function selections<T extends { type: string }>(changes: readonly T[]): { id: string; selected: boolean }[] {
  return changes.filter((change) => change.type === 'select') as unknown as { id: string; selected: boolean }[];
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Arrow keys move what is selected by a pixel, with Shift by ten; with Alt they walk along the edges. */
function onArrowKey(event: KeyboardEvent): void {
  const step = STEPS[event.key];
  if (step && event.altKey && !event.ctrlKey && !event.metaKey && walkByKey(event.key)) {
    event.preventDefault();
    event.stopPropagation();
    return;
  }
  if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
  const by = event.shiftKey ? 10 : 1;
  if (!nudgeSelection(step[0] * by, step[1] * by)) return;
  event.preventDefault();
  event.stopPropagation();
}

type CanvasNode = FlowNode | NoteNode;
const TYPES = { ...NODE_TYPES, note: NoteCard };

/** React Flow scales the map by these numbers, so they cannot live in the style sheet alone. */
const MINIMAP = { width: 132, height: 88 };

/** The canvas: a projection of document, session and run, and the gestures that become commands. */
export function NetworkCanvas() {
  const { nodes, edges, layer, measured, setMeasured, ready } = useProjection();
  const notes = useNotes(measured);
  const drawn = useMemo<CanvasNode[]>(() => [...notes, ...nodes], [notes, nodes]);
  // Once there are lines for it, the layer stays: zooming out bundles them, and zooming in needs it at once.
  const needed = useRef(false);
  needed.current ||= layer.table.count > 0;
  const layered = needed.current;
  const picking = usePicking(layer);
  const minimap = useSession((state) => state.minimap);
  const spoken = useSession((state) => state.spoken);
  const opened = useDocument((state) => state.opened);
  const stale = useRun((state) => state.passes !== null && state.passes.revision !== state.wanted);
  const flow = useReactFlow<CanvasNode, FlowEdge>();
  const [moving, setMoving] = useState<ReadonlySet<string> | null>(null);
  const gesture = useRef<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const sizes = useRef(measured);
  sizes.current = measured;
  const [guides, setGuides] = useState<readonly Guide[]>([]);
  /** Ctrl or Cmd is held: nodes go exactly where they are dragged. */
  const free = useRef(false);
  /** The drag that is under way has been taken back. */
  const cancelled = useRef(false);
  /** Where nodes stood that are dragged with Alt: they go back, and copies stay where they are dropped. */
  const copying = useRef<ReadonlyMap<string, Position> | null>(null);
  const [loose, setLoose] = useState<LooseEnd | null>(null);
  const fitted = useRef(-1);

  // A document that has just been opened is shown whole, once its cards have a size.
  useEffect(() => {
    if (!ready || fitted.current === opened) return;
    fitted.current = opened;
    // On an empty canvas React Flow would keep the wish to fit, and jump when the first card is dropped.
    if (useDocument.getState().doc.nodes.length === 0) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    else void flow.fitView({ padding: 0.08, maxZoom: 1.25 });
  }, [ready, opened, flow]);

  useEffect(() => {
    registerCanvas({
      zoomIn: () => void flow.zoomIn({ duration: 120 }),
      zoomOut: () => void flow.zoomOut({ duration: 120 }),
      zoomFit: () => void flow.fitView({ padding: 0.12, maxZoom: 1.25, duration: 160 }),
      zoomActual: () => void flow.zoomTo(1, { duration: 120 }),
      boxes: (ids) =>
        ids.flatMap((id) => {
          const node = flow.getNode(id);
          const { width, height } = node?.measured ?? {};
          return node && width && height ? [{ id, ...node.position, width, height }] : [];
        }),
      reveal: (ids) => {
        const box = frame.current?.getBoundingClientRect();
        const { x, y, width, height } = flow.getNodesBounds([...ids]);
        const near = flow.flowToScreenPosition({ x, y });
        const far = flow.flowToScreenPosition({ x: x + width, y: y + height });
        const seen = box && near.x >= box.left && near.y >= box.top && far.x <= box.right && far.y <= box.bottom;
        if (!seen) void flow.setCenter(x + width / 2, y + height / 2, { zoom: flow.getZoom(), duration: 140 });
      },
      zoomTo: (ids) =>
        void flow.fitView({ nodes: ids.map((id) => ({ id })), padding: 0.4, maxZoom: 1.25, duration: 160 }),
    });
    return () => registerCanvas(null);
  }, [flow]);

  const onNodesChange = useCallback(
    (all: NodeChange<CanvasNode>[]) => {
      for (const change of all) {
        if (change.type === 'dimensions' && change.dimensions) setMeasured(change.id, change.dimensions);
      }
      const changes = takeNoteChanges(all);
      const moves = new Map<string, Position>();
      let dragging = false;
      for (const change of changes) {
        if (change.type === 'position' && change.position) {
          moves.set(change.id, { x: Math.round(change.position.x), y: Math.round(change.position.y) });
          dragging ||= change.dragging === true;
        }
      }
      if (moves.size > 0 && !cancelled.current) {
        if (dragging) gesture.current ??= newGesture();
        const { doc } = useDocument.getState();
        // React Flow reports the last move of a drag once more: it snaps like the others.
        const snapped = gesture.current !== null && !free.current;
        const placed = snapped ? snapMoves(doc, sizes.current, moves, flow.getZoom()) : { moves, guides: [] };
        setGuides(dragging ? placed.guides : []);
        attempt(
          moves.size === 1 ? 'Move' : `Move ${moves.size} nodes`,
          moveNodes(doc, placed.moves),
          gesture.current ?? undefined,
        );
      }
      const selected = selections(changes);
      if (selected.length > 0) {
        const now = useSession.getState().selection;
        applySelection({ nodes: toggled(now.nodes, selected), edges: now.edges });
      }
    },
    [setMeasured, flow],
  );

  const onEdgesChange = useCallback((changes: EdgeChange<FlowEdge>[]) => {
    const selected = selections(changes);
    if (selected.length === 0) return;
    const now = useSession.getState().selection;
    applySelection({ nodes: now.nodes, edges: toggled(now.edges, selected) });
  }, []);

  // Escape takes a drag back; what React Flow still reports of it until the button is let go counts no more.
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || gesture.current === null) return;
      event.stopPropagation();
      const { history, undo } = useDocument.getState();
      if (history.past.at(-1)?.gesture === gesture.current) undo();
      gesture.current = null;
      copying.current = null;
      cancelled.current = true;
      setGuides([]);
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, []);

  const onDragStart = useCallback((event: { readonly altKey?: boolean }, dragged: readonly CanvasNode[]) => {
    cancelled.current = false;
    setMoving(new Set(dragged.map(({ id }) => id)));
    copying.current = event.altKey === true ? new Map(dragged.map(({ id, position }) => [id, position])) : null;
  }, []);
  const onDragStop = useCallback(() => {
    if (copying.current && gesture.current) dropCopy(copying.current, gesture.current);
    copying.current = null;
    gesture.current = null;
    setMoving(null);
    setGuides([]);
    // The last move of a drag is reported around its end.
    setTimeout(() => {
      cancelled.current = false;
    }, 0);
  }, []);

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      if (!state.fromNode || !state.fromHandle) return;
      const backwards = state.fromHandle.type === 'target';
      if (state.toNode) {
        if (state.isValid !== false) return;
        sayRefusal(backwards ? state.toNode.id : state.fromNode.id, backwards ? state.fromNode.id : state.toNode.id);
        return;
      }
      const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0] : event;
      const box = frame.current?.getBoundingClientRect();
      if (!box) return;
      const nodes = backwards ? [state.fromNode.id] : sourcesOf(state.fromNode.id);
      // The menu stays inside the canvas.
      const x = Math.min(clientX - box.left, box.width - 170);
      const y = Math.min(clientY - box.top, box.height - 220);
      setLoose({ x, y, at: flow.screenToFlowPosition({ x: clientX, y: clientY }), nodes, backwards });
    },
    [flow],
  );

  return (
    <div
      ref={frame}
      className="relative h-full w-full"
      data-testid="canvas"
      data-stale={stale || undefined}
      data-pointing={picking.pointing || undefined}
      // React Flow keeps the pane's own moves to itself while a drag there may draw a selection.
      onPointerMove={(event) => {
        free.current = event.ctrlKey || event.metaKey;
        picking.move(event);
      }}
      onPointerLeave={picking.leave}
      // Before React Flow's own keys, which would make every press an undo step.
      onKeyDownCapture={onArrowKey}
    >
      <ReactFlow<CanvasNode, FlowEdge>
        nodes={drawn}
        edges={edges}
        nodeTypes={TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onNodeDragStart={(event, _, dragged) => onDragStart(event, dragged)}
        onSelectionDragStart={onDragStart}
        onNodeDragStop={onDragStop}
        onSelectionDragStop={onDragStop}
        onNodeClick={(_, node) => {
          if (node.type !== 'note') useSession.getState().set({ jump: { node: node.id } });
        }}
        onNodeDoubleClick={(_, node) => {
          if (node.type === 'note') useSession.getState().set({ editedNote: node.data.note.id });
          else if (drawnAs(node.data.record)) toggleDrawnAs([node.id]);
        }}
        onNodeMouseEnter={(_, node) => {
          if (node.type !== 'note') useSession.getState().set({ place: { node: node.id, edge: null } });
        }}
        onNodeMouseLeave={() => useSession.getState().set({ place: null })}
        onEdgeMouseEnter={pointAtEdge}
        onEdgeMouseMove={pointAtEdge}
        onEdgeClick={chooseLine}
        onEdgeMouseLeave={() => useSession.getState().set({ place: null })}
        onPaneClick={picking.click}
        onConnect={({ source, target }) => connectByHand(source, target)}
        onConnectEnd={onConnectEnd}
        isValidConnection={({ source, target }) => canConnect(useDocument.getState().doc, source, target).ok}
        connectionLineComponent={ConnectionLine}
        connectionRadius={36}
        deleteKeyCode={null}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={[1, 2]}
        panOnScroll
        panActivationKeyCode="Space"
        zoomActivationKeyCode={['Control', 'Meta']}
        multiSelectionKeyCode={['Shift', 'Control', 'Meta']}
        selectionKeyCode={null}
        zoomOnDoubleClick={false}
        minZoom={0.05}
        maxZoom={4}
        elevateNodesOnSelect={false}
        nodeDragThreshold={2}
        proOptions={{ hideAttribution: true }}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.2} color="var(--dots)" />
        {layered && <EdgeLayer input={layer} moving={moving} />}
        <Guides guides={guides} />
        {minimap && <MiniMap pannable zoomable className="canvas-minimap" style={MINIMAP} ariaLabel="Minimap" />}
      </ReactFlow>
      <p aria-live="polite" data-testid="spoken" className="sr-only">
        {spoken}
      </p>
      {loose && <QuickMenu end={loose} onClose={() => setLoose(null)} />}
    </div>
  );
}
