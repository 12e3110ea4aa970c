/**
 * Stock React Flow with the same network: memoised edges, one SVG each, that read their colour from an external store, so
 * that a recolouring renders edges only. `?edges=no`: the same nodes without any edge.
 */
import '@xyflow/react/dist/style.css';
import { BaseEdge, getStraightPath, Handle, Position, ReactFlow } from '@xyflow/react';
import { createElement, memo, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { fire, frames, toFrame } from './clock.mjs';
import { graph, litBy } from './networks.mjs';

const withEdges = !location.search.includes('edges=no');
const colour = (/** @type {number} */ v) => (v >= 0 ? '#1f66b0' : '#b45309');
/** @type {Map<string, string>} */
const colours = new Map();
/** @type {Set<string> | null} */
let shown = null;
let hot = '';
/** @type {Set<() => void>} */
const listeners = new Set();
const subscribe = (/** @type {() => void} */ listener) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const tell = () => {
  for (const listener of listeners) listener();
};
const lookOf = (/** @type {string} */ id) =>
  `${colours.get(id)} ${shown && !shown.has(id) ? 0.15 : 1} ${hot === id ? 4 : 1}`;

const Weight = memo(({ id, sourceX, sourceY, targetX, targetY }) => {
  const [stroke, opacity, width] = useSyncExternalStore(subscribe, () => lookOf(id)).split(' ');
  const [path] = getStraightPath({ sourceX, sourceY, targetX, targetY });
  return createElement(BaseEdge, { id, path, style: { stroke, opacity: Number(opacity), strokeWidth: Number(width) } });
});
const Unit = memo(() =>
  createElement(
    'div',
    { style: { width: 10, height: 10, borderRadius: 5, background: '#8e929b' } },
    createElement(Handle, { type: 'target', position: Position.Left }),
    createElement(Handle, { type: 'source', position: Position.Right }),
  ),
);
const nodeTypes = { unit: Unit };
const edgeTypes = { weight: Weight };
let network;

function App({ network: given }) {
  const [nodes, setNodes] = useState(() =>
    given.nodes.map(({ id, x, y }) => ({ id, type: 'unit', position: { x, y }, data: {} })),
  );
  const [edges] = useState(() =>
    withEdges ? given.edges.map(({ id, source, target }) => ({ id, source, target, type: 'weight' })) : [],
  );
  window.moveNode = (dx) =>
    setNodes(([first, ...rest]) => [
      { ...first, position: { x: first.position.x + dx, y: first.position.y } },
      ...rest,
    ]);
  return createElement(ReactFlow, {
    nodes,
    edges,
    nodeTypes,
    edgeTypes,
    fitView: true,
    panOnScroll: true,
    minZoom: 0.05,
    zoomActivationKeyCode: ['Control', 'Meta'],
  });
}
const pane = () => document.querySelector('.react-flow__pane');
const centre = () => ({ clientX: innerWidth / 2, clientY: innerHeight / 2 });

window.bench = {
  open: (sizes) =>
    toFrame(
      () => {
        network = graph(sizes);
        for (const { id, value } of network.edges) colours.set(id, colour(value));
        createRoot(document.getElementById('root')).render(createElement(App, { network }));
      },
      () =>
        document.querySelectorAll('.react-flow__edge-path').length >= (withEdges ? network.edges.length : 0) &&
        pane() !== null,
    ),
  recolour: (i) =>
    toFrame(() => {
      let k = i;
      for (const id of colours.keys()) colours.set(id, colour(Math.sin(k++)));
      tell();
    }),
  click: (on) =>
    toFrame(() => {
      shown = on ? litBy(network) : null;
      tell();
    }),
  hover: (i) =>
    toFrame(() => {
      hot = network.edges[i % network.edges.length].id;
      tell();
    }),
  pan: (count) =>
    frames((i) => fire(pane(), 'wheel', { ...centre(), deltaX: i % 2 ? 6 : -6, deltaY: i % 2 ? 3 : -3 }), count),
  zoom: (count) =>
    frames((i) => fire(pane(), 'wheel', { ...centre(), deltaY: i % 2 ? 10 : -10, ctrlKey: true }), count),
  drag: (count) => frames((i) => window.moveNode(i % 2 ? 3 : -2), count),
};
