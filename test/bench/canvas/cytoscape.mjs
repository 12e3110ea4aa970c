/** cytoscape.js with the same network, set up as its documentation advises for many edges. */
import cytoscape from 'cytoscape';
import { frames, toFrame } from './clock.mjs';
import { graph, litBy } from './networks.mjs';

const host = document.getElementById('root');
const colour = (/** @type {number} */ v) =>
  v >= 0 ? `rgb(31,102,${120 + Math.round(56 * v)})` : `rgb(${180 + Math.round(60 * v)},83,9)`;
let cy;
let network;
let lit;

window.bench = {
  open: (sizes) =>
    toFrame(() => {
      network = graph(sizes);
      lit = litBy(network);
      cy = cytoscape({
        container: host,
        elements: {
          nodes: network.nodes.map(({ id, x, y }) => ({ data: { id }, position: { x, y } })),
          edges: network.edges.map(({ id, source, target, value }) => ({
            data: { id, source, target, colour: colour(value) },
          })),
        },
        layout: { name: 'preset' },
        style: [
          { selector: 'node', style: { width: 10, height: 10, 'background-color': '#8e929b' } },
          { selector: 'edge', style: { width: 1, 'line-color': 'data(colour)', 'curve-style': 'haystack' } },
          { selector: 'edge.aside', style: { opacity: 0.15 } },
          { selector: 'edge.hot', style: { width: 4 } },
        ],
        textureOnViewport: false,
        hideEdgesOnViewport: false,
      });
      cy.fit();
    }),
  recolour: (i) =>
    toFrame(() =>
      cy.batch(() => {
        let k = i;
        for (const edge of cy.edges().toArray()) edge.data('colour', colour(Math.sin(k++)));
      }),
    ),
  click: (on) =>
    toFrame(() =>
      cy.batch(() => {
        for (const edge of cy.edges().toArray()) edge.toggleClass('aside', on && !lit.has(edge.id()));
      }),
    ),
  hover: (i) =>
    toFrame(() => {
      cy.edges('.hot').removeClass('hot');
      cy.edges()[i % network.edges.length].addClass('hot');
    }),
  pan: (count) => frames((i) => cy.panBy({ x: i % 2 ? 6 : -6, y: 3 * (i % 2 ? 1 : -1) }), count),
  zoom: (count) => frames((i) => cy.zoom(cy.zoom() * (i % 2 ? 1.04 : 1 / 1.04)), count),
  drag: (count) => {
    const node = cy.nodes()[0];
    const { x, y } = node.position();
    return frames((i) => node.position({ x: x + 2 * (i % 10), y: y + i }), count);
  },
};
