/** What is said of a node, an edge, a weight, or of all that is selected: one sentence with its numbers. Pure. */
import { OPS } from '../engine/registry';
import { edgeById, isWeighted, matrixOf, nodeById, shapeOfEdge } from '../model/document';
import { type Group, groupOfExactly, groupsOf } from '../model/groups';
import type { Note } from '../model/notes';
import type { NetworkDocument, NodeRecord } from '../model/types';
import { biasGradient, type Passes, unitValues, weightGradient } from '../store/run';
import type { Selection } from '../store/session';
import { formatParam, formatValue, plural } from '../ui/format';
import type { Station, WeightStation } from './gestures/walk';
import { cardOf } from './groups/fold';

/** What people call a node. */
function kindOf(node: NodeRecord): string {
  if (node.kind === 'loss') return 'Loss';
  if (node.kind === 'layer') return node.size > 1 ? 'Layer' : 'Neuron';
  return node.kind === 'input' ? 'Input' : OPS[node.op].title;
}

/** Its label without the signs of TeX, unless that is the id again: `n_1` is heard as n1. */
function labelOf({ id, label }: NodeRecord): string | null {
  const text = label?.replaceAll('$', '');
  return text === undefined || text.replace(/[_{}]/g, '') === id ? null : text;
}

function names(node: NodeRecord): string {
  const label = labelOf(node);
  return label === null ? node.id : `${node.id}, ${label}`;
}

/** What an end of an edge is called: as the canvas shows it. */
function endOf(doc: NetworkDocument, id: string): string {
  const node = nodeById(doc, id);
  return (node && labelOf(node)) ?? id;
}

/** A node by kind, name and value; `passes` null: its value is not known, or not to be said. */
export function describeNode(node: NodeRecord, passes: Passes | null): string {
  const name = `${kindOf(node)} ${names(node)}`;
  if (node.kind !== 'loss' && node.size > 1) return `${name}, ${plural(node.size, 'unit')}`;
  const values = unitValues(passes, node.id, 0);
  if (!values) return name;
  return node.kind === 'loss' ? `${name}, ${formatValue(values.a)}` : `${name}, a ${formatValue(values.a)}`;
}

/** A group by its name, without the signs of TeX, and how many nodes it has. */
export function describeGroup({ name, members }: Group): string {
  return `Group ${name.replaceAll('$', '')}, ${plural(members.length, 'node')}`;
}

/** A note by its text, without the signs of TeX. */
export function describeNote({ text }: Note): string {
  return `Note: ${text.replaceAll('$', '')}`;
}

/** `l0[4]` where a node has several units, `n1` where it has one. */
function unitOf(doc: NetworkDocument, id: string, unit: number): string {
  const node = nodeById(doc, id);
  const name = endOf(doc, id);
  return node && node.kind !== 'loss' && node.size > 1 ? `${name}[${unit}]` : name;
}

function describeWeight(doc: NetworkDocument, passes: Passes | null, { id, row, col }: WeightStation): string {
  const edge = edgeById(doc, id);
  if (!edge) return '';
  const { rows, cols } = shapeOfEdge(doc, edge);
  const name = rows * cols === 1 ? id : `${id}[${row},${col}]`;
  const way = `from ${unitOf(doc, edge.source, col)} to ${unitOf(doc, edge.target, row)}`;
  const gradient = weightGradient(passes, id, row, col);
  const amount = gradient === null ? '' : `, gradient ${formatValue(gradient)}`;
  return `Weight ${name} ${way}, ${formatParam(matrixOf(doc, edge)?.[row * cols + col] ?? 0)}${amount}`;
}

/** One sentence about a node, an edge or a weight. */
export function describe(doc: NetworkDocument, passes: Passes | null, at: Station): string {
  if (at.kind === 'weight') return describeWeight(doc, passes, at);
  if (at.kind === 'node') {
    const node = nodeById(doc, at.id);
    const group = groupsOf(doc).find(({ id }) => cardOf(id) === at.id);
    return node ? describeNode(node, passes) : group ? describeGroup(group) : '';
  }
  const edge = edgeById(doc, at.id);
  if (!edge) return '';
  if (!isWeighted(doc, edge)) return `Edge ${at.id} from ${endOf(doc, edge.source)} to ${endOf(doc, edge.target)}`;
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (rows * cols === 1) return describeWeight(doc, passes, { kind: 'weight', id: at.id, row: 0, col: 0 });
  return `Weights ${at.id} from ${endOf(doc, edge.source)} to ${endOf(doc, edge.target)}, ${rows} by ${cols}`;
}

function describeBias(doc: NetworkDocument, passes: Passes | null, id: string, unit: number): string {
  const node = nodeById(doc, id);
  const value = node?.kind === 'layer' ? node.bias?.[unit] : undefined;
  const gradient = biasGradient(passes, id, unit);
  const amount = gradient === null ? '' : `, gradient ${formatValue(gradient)}`;
  return `Bias of ${unitOf(doc, id, unit)}${value === undefined ? '' : `, ${formatParam(value)}`}${amount}`;
}

/** The weight that an address names when it is one of several of its edge, or null. */
export function weightStation(doc: NetworkDocument, address: string | null): WeightStation | null {
  const found = address === null ? null : /^([^.[]+)\[(\d+),(\d+)\]$/.exec(address);
  const edge = found ? edgeById(doc, found[1]) : undefined;
  if (!found || !edge) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  return rows * cols > 1 ? { kind: 'weight', id: edge.id, row: Number(found[2]), col: Number(found[3]) } : null;
}

/** The unit whose bias an address names, or null. */
export function biasStation(address: string | null): { readonly id: string; readonly unit: number } | null {
  const found = address === null ? null : /^([^.[]+)\.bias\[(\d+)\]$/.exec(address);
  return found && { id: found[1], unit: Number(found[2]) };
}

/** One sentence about what is selected: what is chosen of it, the one thing it is, or how many there are. */
export function describeSelection(
  doc: NetworkDocument,
  passes: Passes | null,
  { nodes, edges }: Selection,
  chosen: string | null,
  notes: readonly Note[],
): string {
  const weight = weightStation(doc, chosen);
  if (weight) return describe(doc, passes, weight);
  const bias = biasStation(chosen);
  if (bias) return describeBias(doc, passes, bias.id, bias.unit);
  const [node] = nodes;
  const [edge] = edges;
  const count = nodes.size + edges.size + notes.length;
  if (count === 0) return 'Nothing selected';
  if (count === 1) {
    if (node !== undefined) return describe(doc, passes, { kind: 'node', id: node });
    if (edge !== undefined) return describe(doc, passes, { kind: 'edge', id: edge });
    return describeNote(notes[0]);
  }
  const group = edges.size + notes.length === 0 ? groupOfExactly(doc, nodes) : null;
  if (group?.collapsed) return describeGroup(group);
  const parts: [number, string][] = [
    [nodes.size, 'node'],
    [edges.size, 'edge'],
    [notes.length, 'note'],
  ];
  const said = parts.filter(([size]) => size > 0).map(([size, word]) => plural(size, word));
  return `${said.join(', ')} selected`;
}
