/** Weights and biases for the find box: by address, and by their values. */
import { isWeighted, shapeOfEdge } from '../../model/document';
import type { EdgeRecord, NetworkDocument } from '../../model/types';
import { biasGradient, type Passes, unitValues, weightGradient } from '../../store/run';
import { formatParam, formatValue } from '../../ui/format';
import type { ValueQuery } from './byValue';
import type { FindItem } from './items';

/** How many things a question about values lists, and how many parameters one about names. */
const LISTED = 20;
const NAMED = 40;

interface Param {
  readonly address: string;
  readonly of: 'weight' | 'bias';
  readonly near: readonly string[];
  readonly gradient: (passes: Passes | null) => number | null;
  readonly value: number;
}

function weightParam(edge: EdgeRecord, row: number, col: number, cols: number): Param {
  return {
    address: `${edge.id}[${row},${col}]`,
    of: 'weight',
    near: [edge.source, edge.target],
    gradient: (passes) => weightGradient(passes, edge.id, row, col),
    value: edge.weight?.[row * cols + col] ?? 0,
  };
}

function biasParam(id: string, bias: Float64Array, unit: number): Param {
  const gradient = (passes: Passes | null) => biasGradient(passes, id, unit);
  return { address: `${id}.bias[${unit}]`, of: 'bias', near: [id], gradient, value: bias[unit] };
}

/** True for a weight of the edge's own that exists. */
function hasWeight(doc: NetworkDocument, edge: EdgeRecord, row: number, col: number): boolean {
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (!isWeighted(doc, edge) || edge.tiedTo !== null || row >= rows || col >= cols) return false;
  return edge.mask?.[row * cols + col] !== 0;
}

/** Calls `visit` for every parameter until it returns false. */
function eachParam(doc: NetworkDocument, visit: (param: Param) => boolean): void {
  for (const edge of doc.edges) {
    if (edge.tiedTo !== null) continue;
    const { rows, cols } = shapeOfEdge(doc, edge);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        if (hasWeight(doc, edge, row, col) && !visit(weightParam(edge, row, col, cols))) return;
      }
    }
  }
  for (const node of doc.nodes) {
    if (node.kind !== 'layer' || node.bias === null) continue;
    for (let unit = 0; unit < node.size; unit++) if (!visit(biasParam(node.id, node.bias, unit))) return;
  }
}

function paramItem({ address, near, gradient }: Param, passes: Passes | null): FindItem {
  const amount = gradient(passes);
  return {
    kind: 'param',
    key: `param ${address}`,
    title: address,
    aside: amount === null ? 'parameter' : `∂ ${formatValue(amount)}`,
    address,
    near,
  };
}

/** Keeps the best of a stream: everything is looked at, little is kept. */
function bestOf(order: ValueQuery['order']) {
  const best: { rank: number; item: FindItem }[] = [];
  return {
    offer(value: number, item: () => FindItem): void {
      const rank = order === 'largest' ? Math.abs(value) : -Math.abs(value);
      if (best.length === LISTED && rank <= best[LISTED - 1].rank) return;
      best.push({ rank, item: item() });
      best.sort((a, b) => b.rank - a.rank);
      if (best.length > LISTED) best.pop();
    },
    items: () => best.map(({ item }) => item),
  };
}

function unitsByActivation(doc: NetworkDocument, passes: Passes | null, query: ValueQuery): FindItem[] {
  const best = bestOf(query.order);
  for (const node of doc.nodes) {
    if (node.kind === 'loss') continue;
    for (let unit = 0; unit < node.size; unit++) {
      const value = unitValues(passes, node.id, unit)?.a;
      if (value === undefined || !query.fits(value)) continue;
      const title = node.size === 1 ? node.id : `${node.id}[${unit}]`;
      best.offer(value, () => ({
        kind: 'node',
        key: `unit ${title}`,
        title,
        aside: `a ${formatValue(value)}`,
        id: node.id,
      }));
    }
  }
  return best.items();
}

/** Parameters, or units, whose value is asked for, the first of them. */
export function itemsByValue(doc: NetworkDocument, passes: Passes | null, query: ValueQuery): FindItem[] {
  if (query.of === 'activation') return unitsByActivation(doc, passes, query);
  const best = bestOf(query.order);
  eachParam(doc, (param) => {
    if (query.of !== 'gradient' && query.of !== param.of) return true;
    const value = query.of === 'gradient' ? param.gradient(passes) : param.value;
    if (value === null || !query.fits(value)) return true;
    best.offer(value, () => {
      const item = paramItem(param, passes);
      return query.of === 'gradient' ? item : { ...item, aside: formatParam(value) };
    });
    return true;
  });
  return best.items();
}

const plain = (address: string) => address.replace(/[[\]\s]/g, '').toLowerCase();

/** The parameters that an address means, with or without its brackets; the only one of an edge or node by its name alone. */
function exactly(doc: NetworkDocument, text: string): Param[] {
  const weight = /^(\w+)(?:\s*\[\s*(\d+)\s*,\s*(\d+)\s*\])?$/.exec(text);
  const bias = /^(\w+)\.bias(?:\[(\d+)\])?$/.exec(text);
  const found: Param[] = [];
  for (const edge of weight ? doc.edges : []) {
    if (edge.id.toLowerCase() !== weight?.[1]) continue;
    const { rows, cols } = shapeOfEdge(doc, edge);
    if (weight[2] === undefined && rows * cols !== 1) continue;
    const at = [Number(weight[2] ?? 0), Number(weight[3] ?? 0)] as const;
    if (hasWeight(doc, edge, ...at)) found.push(weightParam(edge, ...at, cols));
  }
  for (const node of bias ? doc.nodes : []) {
    if (node.kind !== 'layer' || node.bias === null || node.id.toLowerCase() !== bias?.[1]) continue;
    const unit = Number(bias[2] ?? 0);
    if (unit < node.size && (bias[2] !== undefined || node.size === 1)) found.push(biasParam(node.id, node.bias, unit));
  }
  return found;
}

/** Parameters whose address holds the text, and apart from them the one that is meant exactly. */
export function itemsByAddress(doc: NetworkDocument, passes: Passes | null, text: string) {
  const wanted = plain(text);
  const meant = exactly(doc, text);
  const addresses = new Set(meant.map(({ address }) => address));
  const others: FindItem[] = [];
  eachParam(doc, (param) => {
    if (!addresses.has(param.address) && plain(param.address).includes(wanted)) others.push(paramItem(param, passes));
    return others.length < NAMED;
  });
  return { exact: meant.map((param) => paramItem(param, passes)), others };
}
