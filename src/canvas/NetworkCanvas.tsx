import '@xyflow/react/dist/base.css';
import './canvas.css';
import { MiniMap, ReactFlow, SelectionMode, useReactFlow } from '@xyflow/react';
import { useCallback, useEffect, useRef } from 'react';
import { canConnect } from '../model/commands/connect';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { type SessionState, useSession } from '../store/session';
import { registerCanvas } from './api';
import { EDGE_TYPES } from './connection/ConnectionEdge';
import { ConnectionLine } from './connection/ConnectionLine';
import { chooseLine, pointAtEdge } from './connection/pointing';
import { QuickMenu } from './connection/QuickMenu';
import { useConnectEnd } from './connection/useConnectEnd';
import { Dots } from './Dots';
import { drawnAs, toggleDrawnAs } from './drawAs';
import { edgeAt } from './edgeAt';
import { EdgeLayer } from './edges/EdgeLayer';
import { usePicking } from './edges/usePicking';
import type { FlowEdge, FlowNode } from './flowTypes';
import { contains } from './geometry';
import { onCanvasKey } from './gestures/canvasKeys';
import { Guides } from './gestures/Guides';
import { useLockedDrag } from './gestures/locked';
import { Originals } from './gestures/Originals';
import { pointerNow, watchPointer } from './gestures/pointer';
import { useDrags } from './gestures/useDrags';
import { useSelecting } from './gestures/useSelecting';
import { toggleCollapsed } from './groups/actions';
import type { GroupCardNode, GroupFrameNode } from './groups/flowGroups';
import { drawnIds } from './groups/fold';
import { GroupCard } from './groups/GroupCard';
import { GroupFrame } from './groups/GroupFrame';
import { NODE_TYPES } from './nodes/cards';
import { NoteCard, type NoteNode } from './notes/NoteCard';
import { useNotes } from './notes/useNotes';
import { Spoken } from './Spoken';
import { useKeptFocus } from './useKeptFocus';
import { useOrder } from './useOrder';
import { useProjection } from './useProjection';
import { ZoomMark } from './ZoomMark';

type CanvasNode = FlowNode | NoteNode | GroupCardNode | GroupFrameNode;
const TYPES = { ...NODE_TYPES, note: NoteCard, groupCard: GroupCard, groupFrame: GroupFrame };

/** A node of the network itself. */
function isOwn(node: CanvasNode): node is FlowNode {
  return 'record' in node.data;
}

/** React Flow scales the map by these numbers, so they cannot live in the style sheet alone. */
const MINIMAP = { width: 132, height: 88 };

/** The canvas: a projection of document, session and run, and the gestures that become commands. */
export function NetworkCanvas() {
  const { nodes, groups, edges, layer, lines, measured, setMeasured, ready } = useProjection();
  const notes = useNotes(measured);
  const drags = useDrags(measured, setMeasured);
  const drawn = useOrder<CanvasNode>([groups, notes, nodes], drags.moving !== null);
  // Once there are lines for it, the layer stays: zooming out bundles them, and zooming in needs it at once.
  const needed = useRef(false);
  needed.current ||= layer.table.count > 0;
  const layered = needed.current;
  const minimap = useSession((state) => state.minimap);
  const opened = useDocument((state) => state.opened);
  const stale = useRun((state) => state.passes !== null && state.passes.revision !== state.wanted);
  const flow = useReactFlow<CanvasNode, FlowEdge>();
  const frame = useRef<HTMLDivElement>(null);
  const picking = usePicking(layer, frame);
  const selecting = useSelecting(frame);
  const locked = useLockedDrag();
  const { loose, close, onConnect, onConnectEnd } = useConnectEnd(frame);
  const drawnLayer = useRef(layer);
  drawnLayer.current = layer;
  const fitted = useRef(-1);
  /** What was chosen before the first click of a series. */
  const pressed = useRef<Pick<SessionState, 'selection' | 'chosen'> | null>(null);

  /** A small network fills a large window, too; in a small one its cards need not be larger than life. */
  const fitLimit = useCallback(() => Math.min(2, Math.max(1.25, (frame.current?.clientWidth ?? 0) / 1000)), []);

  // A document that has just been opened is shown whole, once its cards have a size.
  useEffect(() => {
    if (!ready || fitted.current === opened) return;
    fitted.current = opened;
    // On an empty canvas React Flow would keep the wish to fit, and jump when the first card is dropped.
    if (useDocument.getState().doc.nodes.length === 0) void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    else if (useSession.getState().bare) void flow.fitView({ padding: '40px', maxZoom: 1 });
    else void flow.fitView({ padding: 0.08, maxZoom: fitLimit() });
  }, [ready, opened, flow, fitLimit]);

  useEffect(watchPointer, []);

  useEffect(() => {
    registerCanvas({
      zoomIn: () => void flow.zoomIn({ duration: 120 }),
      zoomOut: () => void flow.zoomOut({ duration: 120 }),
      zoomFit: () => void flow.fitView({ padding: 0.12, maxZoom: fitLimit(), duration: 160 }),
      zoomActual: () => void flow.zoomTo(1, { duration: 120 }),
      bounds: () => flow.getNodesBounds(flow.getNodes()),
      boxes: (ids) =>
        drawnIds(useDocument.getState().doc, ids).flatMap((id) => {
          const node = flow.getNode(id);
          const { width, height } = node?.measured ?? {};
          return node && width && height ? [{ id, ...node.position, width, height }] : [];
        }),
      reveal: (ids) => {
        const box = frame.current?.getBoundingClientRect();
        const { x, y, width, height } = flow.getNodesBounds([...drawnIds(useDocument.getState().doc, ids)]);
        const near = flow.flowToScreenPosition({ x, y });
        const far = flow.flowToScreenPosition({ x: x + width, y: y + height });
        const seen = box && near.x >= box.left && near.y >= box.top && far.x <= box.right && far.y <= box.bottom;
        if (!seen) void flow.setCenter(x + width / 2, y + height / 2, { zoom: flow.getZoom(), duration: 140 });
      },
      focus: (id) => {
        const [name] = id === undefined ? [] : drawnIds(useDocument.getState().doc, [id]);
        const selector = name === undefined ? null : `.react-flow [tabindex][data-id="${CSS.escape(name)}"]`;
        const element = selector === null ? null : frame.current?.querySelector<HTMLElement>(selector);
        (element ?? frame.current)?.focus({ preventScroll: true });
      },
      zoomTo: (ids) =>
        void flow.fitView({
          nodes: drawnIds(useDocument.getState().doc, ids).map((id) => ({ id })),
          padding: 0.4,
          maxZoom: 1.25,
          duration: 160,
        }),
      edgeAt: (x, y) => edgeAt(flow, drawnLayer.current, x, y),
      pastePlace: () => {
        const { left = 0, top = 0, width = 0, height = 0 } = frame.current?.getBoundingClientRect() ?? {};
        const pointer = pointerNow();
        const over = pointer !== null && contains({ x: left, y: top, width, height }, pointer);
        const at = over ? pointer : { x: left + width / 2, y: top + height / 2 };
        return flow.screenToFlowPosition(at, { snapToGrid: false });
      },
    });
    return () => registerCanvas(null);
  }, [flow, fitLimit]);

  useKeptFocus([drawn, edges]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: React Flow inside it is the application; this only listens.
    // biome-ignore lint/a11y/useKeyWithClickEvents: what a finger taps the keyboard reaches by the arrow keys.
    <div
      ref={frame}
      className="relative h-full w-full outline-none"
      // Whoever clicks between the nodes goes on by the keyboard from here.
      tabIndex={-1}
      data-testid="canvas"
      data-stale={stale || undefined}
      data-layered={layered || undefined}
      data-copying={drags.originals.length > 0 || undefined}
      data-inserting={drags.inserting || undefined}
      onPointerDownCapture={(event) => {
        selecting.onPress(event);
        locked.onPress(event);
      }}
      // React Flow keeps the pane's own moves to itself while a drag there may draw a selection.
      onPointerMove={(event) => {
        locked.onMove(event);
        picking.move(event);
      }}
      onPointerLeave={picking.leave}
      onMouseDownCapture={({ detail }) => {
        if (detail === 1) pressed.current = useSession.getState();
      }}
      // React Flow tells of clicks on its pane by a mouse or a pen; a finger's are left to whoever wants them.
      onClick={(event) => {
        const { pointerType } = event.nativeEvent as PointerEvent;
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (pointerType === 'touch' && onPane) picking.click(event);
      }}
      onDoubleClick={(event) => {
        const onPane = event.target instanceof Element && event.target.classList.contains('react-flow__pane');
        if (onPane) picking.doubleClick(event);
      }}
      onKeyDownCapture={onCanvasKey}
    >
      <ReactFlow<CanvasNode, FlowEdge>
        nodes={drawn}
        edges={edges}
        nodeTypes={TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={(changes) => {
          drags.onNodesChange(changes);
          selecting.onNodesChange(changes);
        }}
        onEdgesChange={selecting.onEdgesChange}
        onSelectionStart={selecting.onMarqueeStart}
        onSelectionEnd={selecting.onMarqueeEnd}
        onNodeDragStart={(_, node, dragged) => {
          selecting.onDragStart(node.id);
          drags.onDragStart(dragged);
        }}
        onNodeDrag={drags.onDrag}
        onNodeDragStop={drags.onDragStop}
        onNodeClick={(event, node) => {
          selecting.onNodeClick(event, node.id);
          if (isOwn(node)) useSession.getState().set({ jump: { node: node.id } });
        }}
        onNodeDoubleClick={(_, node) => {
          if (node.type === 'note') useSession.getState().set({ editedNote: node.data.note.id });
          else if (node.type === 'groupCard') toggleCollapsed(node.data.group);
          else if (isOwn(node) && drawnAs(node.data.record)) {
            // The first of the two clicks selected the node: what was chosen before is what is looked at in both views.
            const { selection, chosen } = pressed.current ?? {};
            if (selection && chosen != null) useSession.setState({ selection, chosen });
            toggleDrawnAs([node.id]);
          }
        }}
        onNodeMouseEnter={(_, node) => {
          if (isOwn(node)) useSession.getState().set({ place: { node: node.id, edge: null } });
        }}
        onNodeMouseLeave={() => useSession.getState().set({ place: null })}
        onEdgeMouseEnter={pointAtEdge}
        onEdgeMouseMove={pointAtEdge}
        onEdgeClick={chooseLine}
        onEdgeDoubleClick={() => useSession.getState().set({ editValue: {} })}
        onEdgeMouseLeave={() => useSession.getState().set({ place: null })}
        onPaneClick={picking.click}
        // A hand that trembles by less has clicked, not drawn a rectangle.
        paneClickDistance={4}
        onConnect={onConnect}
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
        // A layer of thousands of units is seen whole, too.
        minZoom={0.01}
        maxZoom={4}
        elevateNodesOnSelect={false}
        nodeDragThreshold={2}
        nodeClickDistance={2}
        proOptions={{ hideAttribution: true }}
      >
        <Dots />
        <ZoomMark />
        {layered && <EdgeLayer input={layer} lines={lines} moving={drags.moving} measured={measured} />}
        <Originals boxes={drags.originals} />
        <Guides guides={drags.guides} />
        {minimap && (
          <MiniMap
            pannable
            zoomable
            className="canvas-minimap"
            nodeClassName={(node) => node.type ?? ''}
            style={MINIMAP}
            ariaLabel="Minimap"
            onClick={(_, { x, y }) => void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: 140 })}
          />
        )}
      </ReactFlow>
      <Spoken />
      {loose && <QuickMenu end={loose} onClose={close} />}
    </div>
  );
}
