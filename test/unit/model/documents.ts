/** Random documents by random commands: what a person could have drawn. */
import { createRandom, type Random } from '../../../src/engine';
import { connect, setFrozen, setTie } from '../../../src/model/commands/connect';
import { setLocked } from '../../../src/model/commands/lock';
import {
  addNode,
  type NodeChoice,
  rename,
  setActivation,
  setBias,
  setLabel,
  setSize,
} from '../../../src/model/commands/nodes';
import { setMask, setNumbers, setWeight } from '../../../src/model/commands/numbers';
import { removeMany } from '../../../src/model/commands/remove';
import type { CommandResult } from '../../../src/model/commands/result';
import { setView } from '../../../src/model/commands/view';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument, shapeOfEdge } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';

const CHOICES: readonly NodeChoice[] = [
  { kind: 'input', size: 2 },
  { kind: 'input' },
  { kind: 'layer', size: 1 },
  { kind: 'layer', size: 3, activation: 'relu' },
  { kind: 'op', op: 'add' },
  { kind: 'op', op: 'multiply' },
  { kind: 'op', op: 'concat' },
  { kind: 'loss', loss: 'mse' },
];

function pick<T>(random: Random, list: readonly T[]): T | undefined {
  return list[random.below(list.length)];
}

/** One random command on a document; it may be refused. */
export function randomCommand(doc: NetworkDocument, random: Random): CommandResult {
  const node = pick(random, doc.nodes);
  const other = pick(random, doc.nodes);
  const edge = pick(random, doc.edges);
  const roll = random.next();
  if (!node || !other || roll < 0.25) {
    const position = { x: Math.round(random.normal() * 300), y: Math.round(random.normal() * 300) };
    return addNode(doc, { ...(pick(random, CHOICES) as NodeChoice), position });
  }
  if (roll < 0.55) return connect(doc, { source: node.id, target: other.id });
  if (roll < 0.6) return setSize(doc, node.id, 1 + random.below(4));
  if (roll < 0.63) return setLabel(doc, node.id, `$${node.id}$ é "quoted"`);
  if (roll < 0.66) return rename(doc, edge && random.next() < 0.5 ? edge.id : node.id, `r${random.below(1000)}`);
  if (roll < 0.7) return setActivation(doc, [node.id], 'tanh');
  if (roll < 0.72) return setView(doc, [node.id], pick(random, ['units', 'block', null]) ?? null);
  if (roll < 0.73) return setLocked(doc, [node.id], random.next() < 0.3);
  if (roll < 0.75) return setBias(doc, node.id, random.next() < 0.5);
  if (roll < 0.78) return removeMany(doc, [node.id]);
  if (!edge) return [];
  if (roll < 0.82) return removeMany(doc, [edge.id]);
  const { rows, cols } = shapeOfEdge(doc, edge);
  if (roll < 0.88)
    return setWeight(doc, edge.id, random.below(Math.max(1, rows)), random.below(Math.max(1, cols)), random.normal());
  if (roll < 0.91)
    return setMask(doc, edge.id, random.below(Math.max(1, rows)), random.below(Math.max(1, cols)), false);
  if (roll < 0.95) return setTie(doc, edge.id, random.next() < 0.3 ? null : (pick(random, doc.edges)?.id ?? null));
  if (roll < 0.97) return setFrozen(doc, edge.id, random.next() < 0.5);
  return setNumbers(doc, { of: 'values', id: node.id }, 0, [random.normal()]);
}

/** A document after some commands of a seed. */
export function randomDocument(seed: number, steps = 40): NetworkDocument {
  const random = createRandom(seed);
  let doc = emptyDocument();
  for (let i = 0; i < steps; i++) {
    const result = randomCommand(doc, random);
    if (!('refused' in result)) doc = applyDiff(doc, result);
  }
  return doc;
}
