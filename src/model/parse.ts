/**
 * Opening a file's text. Never throws: a document, or one of a closed list of named errors with one sentence that says
 * where. Order: size cap → JSON → format and version → shape of records → numbers → meaning.
 */
import type { z } from 'zod';
import { compile, EngineError } from '../engine';
import { type FileErrorCode, FileFault } from './fileFault';
import { readMatrix, readVector } from './fileNumbers';
import { parseJson } from './jsonText';
import { excess, LARGEST_TEXT } from './limits';
import { migrateFile } from './migrations';
import { type FileShape, FORMAT_NAME, FORMAT_VERSION, fileSchema } from './schema';
import { toNetworkSpec } from './toNetworkSpec';
import type { EdgeRecord, Extra, Json, NetworkDocument, NodeRecord, Position } from './types';

export interface FileError {
  readonly code: FileErrorCode;
  readonly at: string;
  readonly message: string;
}
export type Opened =
  | { readonly ok: true; readonly document: NetworkDocument }
  | { readonly ok: false; readonly error: FileError };

/** Opens text. */
export function openText(text: string): Opened {
  try {
    if (text.length > LARGEST_TEXT) {
      throw new FileFault('tooLarge', '', `the file is larger than ${LARGEST_TEXT / 2 ** 20} MB`);
    }
    return { ok: true, document: toDocument(checkedShape(current(parseJson(text)))) };
  } catch (thrown) {
    const fault = faultOf(thrown);
    return { ok: false, error: { code: fault.code, at: fault.at, message: fault.message } };
  }
}

/** What was thrown, as a fault of the file. */
function faultOf(thrown: unknown): FileFault {
  if (thrown instanceof FileFault) return thrown;
  // JavaScript's own word for an array or a call that does not fit into memory.
  if (thrown instanceof RangeError) return new FileFault('tooLarge', '', 'there is not enough memory for this network');
  return new FileFault(
    'shape',
    '',
    `this network cannot be used (${thrown instanceof Error ? thrown.message : thrown})`,
  );
}

/** The file in the present version; a newer one is refused, not guessed. */
function current(value: unknown): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new FileFault('notGradpath', '', 'this is not a Gradpath network');
  }
  const file = value as Record<string, unknown>;
  if (file.format !== FORMAT_NAME) {
    throw new FileFault('notGradpath', 'format', `expected "${FORMAT_NAME}", so this is not a Gradpath network`);
  }
  const { version } = file;
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1) {
    throw new FileFault('schema', 'version', 'expected a whole number');
  }
  if (version > FORMAT_VERSION) {
    throw new FileFault('newer', 'version', `${version} is newer than this Gradpath reads (${FORMAT_VERSION})`);
  }
  return migrateFile(file, version, FORMAT_VERSION);
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map((key, i) => (typeof key === 'number' ? `[${key}]` : `${i === 0 ? '' : '.'}${String(key)}`)).join('');
}

function sentence(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${issue.expected === 'int' ? 'a whole number' : issue.expected}`;
    case 'invalid_value':
      return `expected ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map((value) => String(value)).join(', ')}`;
    case 'invalid_format':
      return 'expected a letter followed by letters, digits or _ (64 at most)';
    case 'too_small':
      return `expected at least ${issue.minimum}`;
    case 'too_big':
      return `expected at most ${issue.maximum}`;
    case 'invalid_union':
      return 'expected input, layer, op or loss';
    default:
      return issue.message;
  }
}

function checkedShape(file: Record<string, unknown>): FileShape {
  const result = fileSchema.safeParse(file);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new FileFault('schema', placeOf(issue.path), sentence(issue));
}

/** A number that float64 does not hold would be saved as something else, so it is refused even where nobody reads it. */
function checkFinite(value: unknown, at: string): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw new FileFault('number', at, 'expected a finite number, found one too large for float64');
  }
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) checkFinite(value[i], `${at}[${i}]`);
  } else for (const [key, item] of Object.entries(value)) checkFinite(item, `${at}.${key}`);
}

/** Fields that this version does not know, as they stood. */
function extraOf(record: Record<string, unknown>, known: readonly string[], at: string): { extra?: Extra } {
  const rest = Object.entries(record).filter(([key]) => !known.includes(key));
  for (const [key, value] of rest) checkFinite(value, at === '' ? key : `${at}.${key}`);
  return rest.length === 0 ? {} : { extra: Object.fromEntries(rest) as Record<string, Json> };
}

const NODE_FIELDS: Readonly<Record<NodeRecord['kind'], readonly string[]>> = {
  input: ['id', 'kind', 'label', 'size', 'values', 'position', 'view', 'locked'],
  layer: ['id', 'kind', 'label', 'size', 'activation', 'bias', 'surrogate', 'position', 'view', 'locked'],
  op: ['id', 'kind', 'label', 'op', 'size', 'position', 'view', 'locked'],
  loss: ['id', 'kind', 'label', 'loss', 'target', 'position', 'view', 'locked'],
};
const EDGE_FIELDS = ['id', 'source', 'target', 'label', 'weight', 'mask', 'tiedTo', 'frozen'];
const FILE_FIELDS = ['format', 'version', 'name', 'nodes', 'edges'];

/** A place in a grid for nodes that have none: FORMAT lets a network made by hand leave it out. */
function defaultPosition(index: number): Position {
  return { x: (index % 6) * 260, y: Math.floor(index / 6) * 160 };
}

function toPosition(file: { x: number; y: number; [key: string]: unknown }, at: string): Position {
  return { x: file.x, y: file.y, ...extraOf(file, ['x', 'y'], at) };
}

function toNode(file: FileShape['nodes'][number], index: number): NodeRecord {
  const at = `nodes[${index}]`;
  const base = {
    id: file.id,
    ...(file.label === undefined ? {} : { label: file.label }),
    position: file.position ? toPosition(file.position, `${at}.position`) : defaultPosition(index),
    ...(file.view === undefined ? {} : { view: file.view }),
    ...(file.locked === true ? { locked: true as const } : {}),
    ...extraOf(file, NODE_FIELDS[file.kind], at),
  };
  switch (file.kind) {
    case 'input':
      return { ...base, kind: 'input', size: file.size, values: readVector(file.values, file.size, `${at}.values`) };
    case 'layer': {
      const bias = file.bias == null ? null : readVector(file.bias, file.size, `${at}.bias`);
      const surrogate = file.surrogate ? { surrogate: file.surrogate } : {};
      return { ...base, kind: 'layer', size: file.size, activation: file.activation, bias, ...surrogate };
    }
    case 'op':
      return { ...base, kind: 'op', op: file.op, size: file.size };
    case 'loss': {
      const length = Array.isArray(file.target) ? file.target.length : 1;
      return { ...base, kind: 'loss', loss: file.loss, target: readVector(file.target, length, `${at}.target`) };
    }
  }
}

function checkIds(file: FileShape): void {
  const places = new Map<string, string>();
  const all = [...file.nodes.map((n, i) => [n.id, `nodes[${i}]`]), ...file.edges.map((e, i) => [e.id, `edges[${i}]`])];
  for (const [id, at] of all) {
    const first = places.get(id);
    if (first !== undefined) throw new FileFault('duplicate', `${at}.id`, `"${id}" is already the id of ${first}`);
    places.set(id, at);
  }
}

type Ends = ReadonlyMap<string, NodeRecord>;

function endOf(nodes: Ends, id: string, at: string): NodeRecord {
  const node = nodes.get(id);
  if (!node) throw new FileFault('unknownNode', at, `there is no node "${id}"`);
  return node;
}

function toEdge(file: FileShape['edges'][number], index: number, nodes: Ends): EdgeRecord {
  const at = `edges[${index}]`;
  const source = endOf(nodes, file.source, `${at}.source`);
  const target = endOf(nodes, file.target, `${at}.target`);
  const base = {
    id: file.id,
    source: file.source,
    target: file.target,
    ...(file.label === undefined ? {} : { label: file.label }),
    tiedTo: file.tiedTo ?? null,
    frozen: file.frozen ?? false,
    ...extraOf(file, EDGE_FIELDS, at),
  };
  if (target.kind === 'input') throw new FileFault('shape', `${at}.target`, `nothing can enter the input ${target.id}`);
  if (source.kind === 'loss') throw new FileFault('shape', `${at}.source`, `nothing can leave the loss ${source.id}`);
  if (target.kind !== 'layer') {
    for (const field of ['weight', 'mask', 'tiedTo'] as const) {
      if (file[field] !== undefined) {
        throw new FileFault(
          'shape',
          `${at}.${field}`,
          `an edge into ${target.kind === 'op' ? 'an op' : 'a loss'} carries no weight`,
        );
      }
    }
    return { ...base, weight: null, mask: null };
  }
  if (file.tiedTo !== undefined) {
    if (file.weight !== undefined) throw new FileFault('tie', at, 'has both weight and tiedTo');
    if (file.mask !== undefined)
      throw new FileFault('tie', at, 'has both mask and tiedTo; the shared matrix brings its mask');
    return { ...base, weight: null, mask: null };
  }
  if (file.weight === undefined)
    throw new FileFault('schema', `${at}.weight`, 'is missing: an edge into a layer has weights');
  const cols = source.size;
  const weight = readMatrix(file.weight, target.size, cols, `${at}.weight`);
  const mask = file.mask === undefined ? null : readMatrix(file.mask, target.size, cols, `${at}.mask`);
  return { ...base, weight, mask: mask && Uint8Array.from(mask, (entry) => (entry === 0 ? 0 : 1)) };
}

function checkEdges(edges: readonly EdgeRecord[], nodes: Ends): void {
  const byId = new Map(edges.map((edge) => [edge.id, edge]));
  const pairs = new Set<string>();
  const size = (id: string) => (nodes.get(id) as { size: number }).size;
  edges.forEach((edge, index) => {
    const at = `edges[${index}]`;
    const pair = `${edge.source}>${edge.target}`;
    if (pairs.has(pair)) {
      throw new FileFault('duplicate', at, `there is already an edge from ${edge.source} to ${edge.target}`);
    }
    pairs.add(pair);
    if (edge.tiedTo === null) return;
    const owner = byId.get(edge.tiedTo);
    if (!owner?.weight) {
      throw new FileFault('tie', `${at}.tiedTo`, `"${edge.tiedTo}" is not an edge with a weight of its own`);
    }
    const mine = `${size(edge.target)} x ${size(edge.source)}`;
    const its = `${size(owner.target)} x ${size(owner.source)}`;
    if (mine !== its) throw new FileFault('tie', `${at}.tiedTo`, `expected ${mine}, found ${its}`);
  });
}

function checkSizes(nodes: readonly NodeRecord[], edges: readonly EdgeRecord[], byId: Ends): void {
  const sources = new Map<string, NodeRecord[]>();
  for (const edge of edges) {
    const source = byId.get(edge.source) as NodeRecord;
    sources.set(edge.target, [...(sources.get(edge.target) ?? []), source]);
  }
  const size = (node: NodeRecord) => ('size' in node ? node.size : 1);
  nodes.forEach((node, index) => {
    const from = sources.get(node.id);
    if (!from) return;
    const total = from.reduce((sum, source) => sum + size(source), 0);
    if (node.kind === 'loss' && node.target.length !== total) {
      throw new FileFault('shape', `nodes[${index}].target`, `expected ${total} numbers, found ${node.target.length}`);
    }
    if (node.kind !== 'op') return;
    const odd = node.op === 'concat' ? undefined : from.find((source) => size(source) !== node.size);
    if (odd) {
      throw new FileFault(
        'shape',
        `nodes[${index}].size`,
        `${node.op} of ${node.size} units, but ${odd.id} has ${size(odd)}`,
      );
    }
    if (node.op === 'concat' && total !== node.size) {
      throw new FileFault('shape', `nodes[${index}].size`, `expected ${total}, found ${node.size}`);
    }
  });
}

function toDocument(file: FileShape): NetworkDocument {
  checkIds(file);
  const nodes = file.nodes.map(toNode);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edges = file.edges.map((edge, index) => toEdge(edge, index, byId));
  checkEdges(edges, byId);
  checkSizes(nodes, edges, byId);
  const document = { name: file.name ?? 'Untitled', nodes, edges, extra: extraOf(file, FILE_FIELDS, '').extra ?? {} };
  const large = excess(document);
  if (large !== null) throw new FileFault('tooLarge', '', large);
  try {
    compile(toNetworkSpec(document));
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    // What is left to find here are cycles; whatever else the engine refuses is no network either.
    throw new FileFault(
      error.code === 'cycle' ? 'cycle' : 'shape',
      error.code === 'cycle' ? 'edges' : '',
      error.message,
    );
  }
  return document;
}
