/** The one bridge from the document to the engine. Arrays are handed over as they are: nobody writes to them. */
import type { EdgeSpec, NetworkSpec, NodeSpec } from '../engine/types';
import { incoming, nodeById, outgoing } from './document';
import type { EdgeRecord, NetworkDocument, NodeRecord } from './types';

function nodeSpec(node: NodeRecord): NodeSpec {
  switch (node.kind) {
    case 'input':
      return { id: node.id, kind: 'input', size: node.size, values: node.values };
    case 'layer':
      return {
        id: node.id,
        kind: 'layer',
        size: node.size,
        activation: node.activation,
        bias: node.bias,
        surrogate: node.surrogate ?? null,
      };
    case 'op':
      return { id: node.id, kind: 'op', op: node.op, size: node.size };
    case 'loss':
      return { id: node.id, kind: 'loss', loss: node.loss, target: node.target };
  }
}

function edgeSpec({ id, source, target, weight, mask, tiedTo, frozen }: EdgeRecord): EdgeSpec {
  return { id, source, target, weight, mask, tiedTo, frozen };
}

/** The network as the engine sees it: no positions, no labels. */
export function toNetworkSpec(doc: NetworkDocument): NetworkSpec {
  return { nodes: doc.nodes.map(nodeSpec), edges: doc.edges.map(edgeSpec) };
}

export interface Problem {
  /** Node id. */
  readonly at: string;
  readonly message: string;
}

/** What is still missing in a network that somebody is drawing, in sentences. It runs all the same. */
export function problems(doc: NetworkDocument): Problem[] {
  const found: Problem[] = [];
  const hasLoss = doc.nodes.some((node) => node.kind === 'loss');
  for (const node of doc.nodes) {
    const name = node.id;
    if (node.kind !== 'input' && incoming(doc, name).length === 0) {
      found.push({ at: name, message: `Nothing enters ${name} yet.` });
    }
    if (node.kind !== 'loss' && node.kind !== 'input' && outgoing(doc, name).length === 0) {
      found.push({ at: name, message: `${name} leads nowhere: it does not reach a loss.` });
    }
  }
  if (!hasLoss && doc.nodes.length > 0) {
    found.push({ at: doc.nodes[0].id, message: 'There is no loss yet, so all gradients are 0.' });
  }
  return found.filter(({ at }) => nodeById(doc, at));
}
