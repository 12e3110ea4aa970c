import '@xyflow/react/dist/base.css';
import './canvas.css';
import {
  MiniMap,
  type Node,
  type NodeChange,
  ReactFlow,
  SelectionMode,
  useReactFlow,
  type XYPosition,
} from '@xyflow/react';
import { type MouseEvent, useCallback, useRef } from 'react';
import { canConnect } from '../model/commands/connect';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { type SessionState, useSession } from '../store/session';
import { Afloat } from './Afloat';
import { EDGE_TYPES } from './connection/ConnectionEdge';
import { ConnectionLine } from './connection/ConnectionLine';
import { chooseLine, pointAtEdge } from './connection/pointing';
import { QuickMenu } from './connection/QuickMenu';
import { useConnectEnd } from './connection/useConnectEnd';
import { Dots } from './Dots';
import { drawnAs, toggleDrawnAs } from './drawAs';
import { EdgeLayer } from './edges/EdgeLayer';
import { usePicking } from './edges/usePicking';
import type { FlowEdge, FlowNode } from './flowTypes';
import { onCanvasKey } from './gestures/canvasKeys';
import { Guides } from './gestures/Guides';
import { Hand, inHand, PAN_KEY } from './gestures/Hand';
import { useLockedDrag } from './gestures/locked';
import { Originals } from './gestures/Originals';
import { useDrags } from './gestures/useDrags';
import { useSelecting } from './gestures/useSelecting';
import { toggleCollapsed } from './groups/actions';
import type { GroupCardNode, GroupFrameNode } from './groups/flowGroups';
import { GroupCard } from './groups/GroupCard';
import { GroupFrame } from './groups/GroupFrame';
import { NODE_TYPES } from './nodes/cards';
import { NoteCard, type NoteNode } from './notes/NoteCard';
import { useNotes } from './notes/useNotes';
import { Spoken } from './Spoken';
import { useCanvasApi } from './useCanvasApi';
import { useKeptFocus } from './useKeptFocus';
import { useOrder } from './useOrder';
import { useCardSizes, useProjection } from './useProjection';
import { useStable } from './useStable';
import { ZoomMark } from './ZoomMark';

type CanvasNode = FlowNode | NoteNode | GroupCardNode | GroupFrameNode;
const TYPES = { ...NODE_TYPES, note: NoteCard, groupCard: GroupCard, groupFrame: GroupFrame };

/** A node of the network itself. */
function isOwn(node: CanvasNode): node is FlowNode {
  return 'record' in node.data;
}

/** React Flow scales the map by these numbers, so they cannot live in the style sheet alone. */
const MINIMAP = { width: 132, height: 88 };

// The same objects in every render: another one makes React Flow listen to its keys anew.
const PAN_BUTTONS = [1, 2];
const ZOOM_KEYS = ['Control', 'Meta'];
const ADD_KEYS = ['Shift', 'Control', 'Meta'];
const PRO_OPTIONS = { hideAttribution: true };

const classOnMap = (node: Node) => node.type ?? '';
const isValid = ({ source, target }: { readonly source: string; readonly target: string }) =>
  canConnect(useDocument.getState().doc, source, target).ok;
const onPane = ({ target }: MouseEvent) => target instanceof Element && target.classList.contains('react-flow__pane');
const editChosen = () => useSession.getState().editChosen();
const pointAtNothing = () => useSession.getState().set({ place: null });
const pointAtNode = (_: unknown, node: CanvasNode) => {
  if (isOwn(node)) useSession.getState().set({ place: { node: node.id, edge: null } });
};

/** The canvas: a projection of document, session and run, and the gestures that become commands. */
export function NetworkCanvas() {
  const { measured, setMeasured } = useCardSizes();
  const drags = useDrags(measured, setMeasured);
  const { nodes, groups, edges, layer, lines, labelScale, ready } = useProjection(measured, drags.moving !== null);
  const notes = useNotes(measured);
  const drawn = useOrder<CanvasNode>([groups, notes, nodes], drags.moving !== null);
  // Once there are lines for it, the layer stays: zooming out bundles them, and zooming in needs it at once.
  const needed = useRef(false);
  needed.current ||= layer.table.count > 0;
  const layered = needed.current;
  const minimap = useSession((state) => state.minimap);
  const stale = useRun((state) => state.passes !== null && state.passes.revision !== state.wanted);
  const flow = useReactFlow();
  const goTo = useCallback(
    (_: unknown, { x, y }: XYPosition) => void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: 140 }),
    [flow],
  );
  const frame = useRef<HTMLDivElement>(null);
  const picking = usePicking(layer, frame);
  const selecting = useSelecting(frame);
  const locked = useLockedDrag();
  const { loose, close, onConnectStart, onConnect, onConnectEnd } = useConnectEnd(frame);
  /** What was chosen before the first click of a series. */
  const pressed = useRef<Pick<SessionState, 'selection' | 'chosen'> | null>(null);

  useCanvasApi(frame, layer, ready);
  useKeptFocus([drawn, edges]);
  const handlers = useStable({
    onNodesChange: (changes: NodeChange<CanvasNode>[]) => {
      drags.onNodesChange(changes);
      selecting.onNodesChange(changes);
    },
    onEdgesChange: selecting.onEdgesChange,
    onSelectionStart: selecting.onMarqueeStart,
    onSelectionEnd: selecting.onMarqueeEnd,
    onNodeDragStart: (event: globalThis.MouseEvent | TouchEvent, node: CanvasNode, dragged: CanvasNode[]) => {
      selecting.onDragStart(node.id);
      drags.onDragStart(event, dragged);
    },
    onNodeDrag: drags.onDrag,
    onNodeDragStop: drags.onDragStop,
    onNodeClick: (event: MouseEvent, node: CanvasNode) => {
      selecting.onNodeClick(event, node.id);
      if (isOwn(node)) useSession.getState().set({ jump: { node: node.id } });
    },
    onNodeDoubleClick: (_: unknown, node: CanvasNode) => {
      if (node.type === 'note') useSession.getState().set({ editedNote: node.data.note.id });
      else if (node.type === 'groupCard') toggleCollapsed(node.data.group);
      else if (isOwn(node) && drawnAs(node.data.record)) {
        // The first of the two clicks selected the node: what was chosen before is what is looked at in both views.
        const { selection, chosen } = pressed.current ?? {};
        if (selection && chosen != null) useSession.setState({ selection, chosen });
        toggleDrawnAs([node.id]);
      }
    },
    onPaneClick: picking.click,
    onConnectStart,
    onConnect,
    onConnectEnd,
  });

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
        // Whoever holds a button drags, or draws a rectangle: nothing is pointed at.
        if (event.buttons !== 0 || inHand(frame)) picking.leave();
        else picking.move(event);
      }}
      onPointerLeave={picking.leave}
      onMouseDownCapture={({ detail }) => {
        if (detail === 1) pressed.current = useSession.getState();
      }}
      // A press of the hand that did not move is none on what lies there.
      onClickCapture={(event) => {
        if (inHand(frame) && onPane(event)) event.stopPropagation();
      }}
      // React Flow tells of clicks on its pane by a mouse or a pen; a finger's are left to whoever wants them.
      onClick={(event) => {
        const { pointerType } = event.nativeEvent as PointerEvent;
        if (pointerType === 'touch' && onPane(event)) picking.click(event);
      }}
      onDoubleClick={(event) => {
        if (onPane(event) && !inHand(frame)) picking.doubleClick(event);
      }}
      onKeyDownCapture={onCanvasKey}
    >
      <ReactFlow<CanvasNode, FlowEdge>
        nodes={drawn}
        edges={edges}
        nodeTypes={TYPES}
        edgeTypes={EDGE_TYPES}
        {...handlers}
        onNodeMouseEnter={pointAtNode}
        onNodeMouseLeave={pointAtNothing}
        onEdgeMouseEnter={pointAtEdge}
        onEdgeMouseMove={pointAtEdge}
        onEdgeClick={chooseLine}
        onEdgeDoubleClick={editChosen}
        onEdgeMouseLeave={pointAtNothing}
        // A hand that trembles by less has clicked, not drawn a rectangle.
        paneClickDistance={4}
        isValidConnection={isValid}
        connectionLineComponent={ConnectionLine}
        connectionRadius={36}
        deleteKeyCode={null}
        selectionOnDrag
        selectionMode={SelectionMode.Partial}
        panOnDrag={PAN_BUTTONS}
        panOnScroll
        panActivationKeyCode={PAN_KEY}
        zoomActivationKeyCode={ZOOM_KEYS}
        multiSelectionKeyCode={ADD_KEYS}
        selectionKeyCode={null}
        zoomOnDoubleClick={false}
        // A layer of thousands of units is seen whole, too.
        minZoom={0.01}
        // Every weight of a 784-wide heat map can be met by the pointer.
        maxZoom={8}
        elevateNodesOnSelect={false}
        nodeDragThreshold={2}
        nodeClickDistance={2}
        proOptions={PRO_OPTIONS}
      >
        <Dots />
        <ZoomMark labelScale={labelScale} />
        <Hand frame={frame} onTake={picking.leave} />
        <Afloat />
        {layered && <EdgeLayer input={layer} lines={lines} moving={drags.moving} />}
        <Originals boxes={drags.originals} />
        <Guides guides={drags.guides} />
        {minimap && (
          <MiniMap
            pannable
            zoomable
            className="canvas-minimap"
            nodeClassName={classOnMap}
            style={MINIMAP}
            ariaLabel="Minimap"
            onClick={goTo}
          />
        )}
      </ReactFlow>
      <Spoken />
      {loose && <QuickMenu end={loose} onClose={close} />}
    </div>
  );
}
