/** Commands on nodes. */
import { ACTIVATIONS, type ActivationName, type LossName, type OpName } from '../../engine';
import { edgeById, freshId, ID_PATTERN, incoming, nodeById, sizeOf } from '../document';
import { LONGEST_NAME } from '../limits';
import type { Change, EdgeRecord, NetworkDocument, NodeRecord, Position } from '../types';
import { renamedExercise } from './exercise';
import { fitting, refusePlaces } from './fits';
import { type CommandResult, edgeChange, metaChange, nodeChange, refuse } from './result';
import { resizeVector, withRepairs } from './sizes';
import type { WeightInit } from './weights';

/** The largest layer that can be made by hand. */
export const LARGEST_SIZE = 10_000;

/** What kind of node, with what it needs from the start. */
export type NodeChoice =
  | { readonly kind: 'input'; readonly size?: number }
  | { readonly kind: 'layer'; readonly size?: number; readonly activation?: ActivationName }
  | { readonly kind: 'op'; readonly op: OpName }
  | { readonly kind: 'loss'; readonly loss: LossName };
export type AddNodeArgs = NodeChoice & { readonly position: Position; readonly id?: string };

function newNode(doc: NetworkDocument, args: AddNodeArgs): NodeRecord {
  const { position } = args;
  switch (args.kind) {
    case 'input': {
      const size = args.size ?? 1;
      return {
        id: args.id ?? freshId(doc, 'x'),
        kind: 'input',
        size,
        values: new Float64Array(size).fill(1),
        position,
      };
    }
    case 'layer': {
      const size = args.size ?? 1;
      const stem = size === 1 ? 'n' : 'layer';
      const activation = args.activation ?? 'sigmoid';
      return {
        id: args.id ?? freshId(doc, stem),
        kind: 'layer',
        size,
        activation,
        bias: new Float64Array(size),
        position,
      };
    }
    case 'op':
      return { id: args.id ?? freshId(doc, args.op), kind: 'op', op: args.op, size: 1, position };
    case 'loss':
      return { id: args.id ?? freshId(doc, 'L'), kind: 'loss', loss: args.loss, target: new Float64Array(1), position };
  }
}

/** Adds a node; its id is a fresh one unless given. */
export function addNode(doc: NetworkDocument, args: AddNodeArgs): CommandResult {
  if (args.id !== undefined) {
    const refused = idFault(doc, args.id);
    if (refused) return refuse(refused);
  }
  const far = refusePlaces([args.position]);
  if (far) return far;
  return fitting(doc, [{ type: 'node', index: doc.nodes.length, before: null, after: newNode(doc, args) }]);
}

/** Moves nodes to new places; locked ones stay. */
export function moveNodes(doc: NetworkDocument, places: ReadonlyMap<string, Position>): CommandResult {
  const far = refusePlaces(places.values());
  if (far) return far;
  const changes: Change[] = [];
  for (const [id, position] of places) {
    const node = nodeById(doc, id);
    if (node && !node.locked && (node.position.x !== position.x || node.position.y !== position.y)) {
      changes.push(nodeChange(doc, node, { ...node, position: { ...node.position, ...position } }));
    }
  }
  return changes;
}

function withNode(
  doc: NetworkDocument,
  id: string,
  make: (node: NodeRecord) => NodeRecord | { refused: string },
  init?: WeightInit,
): CommandResult {
  const node = nodeById(doc, id);
  if (!node) return refuse(`There is no node ${id}.`);
  const next = make(node);
  if ('refused' in next) return next;
  return next === node ? [] : withRepairs(doc, [nodeChange(doc, node, next)], init);
}

function tooLong(what: string, text: string): { readonly refused: string } {
  const [most, length] = [LONGEST_NAME, text.length].map((count) => count.toLocaleString('en'));
  return refuse(`${what} has at most ${most} characters; this one has ${length}.`);
}

/** Sets what the canvas shows instead of the id; an empty text takes it away. */
export function setLabel(doc: NetworkDocument, id: string, label: string): CommandResult {
  if (label.length > LONGEST_NAME) return tooLong('A label', label);
  const put = <T extends { readonly label?: string }>(record: T): T => {
    const { label: _, ...rest } = record;
    return (label === '' ? rest : { ...rest, label }) as T;
  };
  const edge = edgeById(doc, id);
  if (edge) return (edge.label ?? '') === label ? [] : fitting(doc, [edgeChange(doc, edge, put(edge))]);
  return withNode(doc, id, (node) => ((node.label ?? '') === label ? node : put(node)));
}

/** Gives layers another activation. */
export function setActivation(doc: NetworkDocument, ids: readonly string[], activation: ActivationName): CommandResult {
  const changes: Change[] = [];
  for (const id of ids) {
    const node = nodeById(doc, id);
    if (node?.kind !== 'layer' || node.activation === activation) continue;
    const { surrogate: _, ...rest } = node;
    const after = ACTIVATIONS[activation].elementwise ? { ...node, activation } : { ...rest, activation };
    changes.push(nodeChange(doc, node, after));
  }
  return withRepairs(doc, changes);
}

/** Names an activation whose derivative the backward pass uses for a layer; null = its own. */
export function setSurrogate(doc: NetworkDocument, id: string, surrogate: ActivationName | null): CommandResult {
  return withNode(doc, id, (node) => {
    if (node.kind !== 'layer') return refuse(`${id} is not a layer.`);
    if (!ACTIVATIONS[node.activation].elementwise) return refuse('Softmax has no surrogate derivative.');
    if (surrogate !== null && !ACTIVATIONS[surrogate].elementwise) return refuse('Softmax is no surrogate derivative.');
    if ((node.surrogate ?? null) === surrogate) return node;
    const { surrogate: _, ...rest } = node;
    return surrogate === null || surrogate === node.activation ? rest : { ...rest, surrogate };
  });
}

/** Switches the biases of a layer on (at 0) or off. */
export function setBias(doc: NetworkDocument, id: string, on: boolean): CommandResult {
  return withNode(doc, id, (node) => {
    if (node.kind !== 'layer') return refuse(`${id} has no bias.`);
    if ((node.bias !== null) === on) return node;
    return { ...node, bias: on ? new Float64Array(node.size) : null };
  });
}

/** Changes the number of units of an input or a layer; matrices (drawn as `init` says where they grow), ops and targets around it follow. */
export function setSize(doc: NetworkDocument, id: string, size: number, init?: WeightInit): CommandResult {
  return withNode(
    doc,
    id,
    (node) => {
      if (node.kind !== 'input' && node.kind !== 'layer')
        return refuse(`The size of ${id} follows from what enters it.`);
      if (!Number.isInteger(size) || size < 1 || size > LARGEST_SIZE) {
        return refuse(`A size is a whole number from 1 to ${LARGEST_SIZE}.`);
      }
      if (node.size === size) return node;
      if (node.kind === 'input') return { ...node, size, values: resizeVector(node.values, size) };
      return { ...node, size, bias: node.bias && resizeVector(node.bias, size) };
    },
    init,
  );
}

/** Turns an op into another; a matrix behind one that grows takes weights as `init` says. */
export function setOp(doc: NetworkDocument, id: string, op: OpName, init?: WeightInit): CommandResult {
  return withNode(
    doc,
    id,
    (node) => {
      if (node.kind !== 'op') return refuse(`${id} is not an op.`);
      if (node.op === op) return node;
      const sizes = incoming(doc, id).map((edge) => sizeOf(nodeById(doc, edge.source) as NodeRecord));
      if (op !== 'concat' && sizes.some((size) => size !== sizes[0])) {
        return refuse(`To ${op}, all sources of ${id} need one size; they have ${sizes.join(', ')}.`);
      }
      return { ...node, op };
    },
    init,
  );
}

/** Turns a loss into another. */
export function setLoss(doc: NetworkDocument, id: string, loss: LossName): CommandResult {
  return withNode(doc, id, (node) =>
    node.kind !== 'loss' ? refuse(`${id} is not a loss.`) : node.loss === loss ? node : { ...node, loss },
  );
}

function idFault(doc: NetworkDocument, id: string): string | null {
  if (!ID_PATTERN.test(id))
    return `“${id}” cannot be an id: it has to start with a letter and hold letters, digits and _ only.`;
  if (nodeById(doc, id) || edgeById(doc, id)) return `The id ${id} is taken.`;
  return null;
}

/** Gives a node or an edge another id; everything that names it follows, edges and the exercise. */
export function rename(doc: NetworkDocument, id: string, to: string): CommandResult {
  if (id === to) return [];
  const fault = idFault(doc, to);
  if (fault) return refuse(fault);
  const node = nodeById(doc, id);
  const follow = (edge: EdgeRecord): EdgeRecord => ({
    ...edge,
    id: edge.id === id ? to : edge.id,
    source: edge.source === id ? to : edge.source,
    target: edge.target === id ? to : edge.target,
    tiedTo: edge.tiedTo === id ? to : edge.tiedTo,
  });
  const touched = doc.edges.filter((edge) => [edge.id, edge.source, edge.target, edge.tiedTo].includes(id));
  if (!node && touched.length === 0) return refuse(`There is nothing called ${id}.`);
  const exercise = renamedExercise(doc.extra.exercise, id, to);
  return fitting(doc, [
    ...(node ? [nodeChange(doc, node, { ...node, id: to })] : []),
    ...touched.map((edge) => edgeChange(doc, edge, follow(edge))),
    ...(exercise === undefined || exercise === doc.extra.exercise
      ? []
      : [metaChange(doc, { extra: { ...doc.extra, exercise } })]),
  ]);
}

/** Names the network. */
export function setName(doc: NetworkDocument, name: string): CommandResult {
  if (name === doc.name) return [];
  if (name.length > LONGEST_NAME) return tooLong('A name', name);
  return fitting(doc, [metaChange(doc, { name })]);
}
