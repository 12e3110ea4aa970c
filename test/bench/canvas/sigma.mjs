/** sigma.js (WebGL) with the same network. */
import Graph from 'graphology';
import Sigma from 'sigma';
import { frames, toFrame } from './clock.mjs';
import { graph, litBy } from './networks.mjs';

const colour = (/** @type {number} */ v) => (v >= 0 ? '#1f66b0' : '#b45309');
let model;
let sigma;
let network;
let lit;

window.bench = {
  open: (sizes) =>
    toFrame(() => {
      network = graph(sizes);
      lit = litBy(network);
      model = new Graph();
      for (const { id, x, y } of network.nodes) model.addNode(id, { x, y: -y, size: 3, color: '#8e929b' });
      for (const { id, source, target, value } of network.edges)
        model.addEdgeWithKey(id, source, target, { size: 1, color: colour(value) });
      sigma = new Sigma(model, document.getElementById('root'), { renderLabels: false, allowInvalidContainer: true });
    }),
  recolour: (i) =>
    toFrame(() => {
      let k = i;
      model.updateEachEdgeAttributes((_, data) => ({ ...data, color: colour(Math.sin(k++)) }), {
        attributes: ['color'],
      });
    }),
  click: (on) =>
    toFrame(() =>
      sigma.setSetting('edgeReducer', on ? (id, data) => (lit.has(id) ? data : { ...data, color: '#eceae6' }) : null),
    ),
  hover: (i) =>
    toFrame(() => {
      const id = network.edges[i % network.edges.length].id;
      model.setEdgeAttribute(id, 'size', 3);
    }),
  pan: (count) =>
    frames((i) => {
      const { x, y } = sigma.getCamera().getState();
      sigma.getCamera().setState({ x: x + (i % 2 ? 0.005 : -0.005), y });
    }, count),
  zoom: (count) =>
    frames((i) => {
      const { ratio } = sigma.getCamera().getState();
      sigma.getCamera().setState({ ratio: ratio * (i % 2 ? 1.04 : 1 / 1.04) });
    }, count),
  drag: (count) => {
    const { id, x } = network.nodes[0];
    return frames((i) => model.setNodeAttribute(id, 'x', x + 2 * (i % 10)), count);
  },
};
