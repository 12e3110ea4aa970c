/** What the engine has to be told when one document follows another. */
import type { EdgeRecord, NetworkDocument, NodeRecord } from '../model/types';
import type { NumberPatch } from '../worker/protocol';

/** `same`: nothing the engine sees (a label, a position). Patches: only numbers. `structure`: compile anew. */
export type SpecDelta = 'same' | 'structure' | readonly NumberPatch[];

function numbersOf(node: NodeRecord): { of: NumberPatch['of']; data: Float64Array | null } | null {
  if (node.kind === 'input') return { of: 'values', data: node.values };
  if (node.kind === 'layer') return { of: 'bias', data: node.bias };
  if (node.kind === 'loss') return { of: 'target', data: node.target };
  return null;
}

/** What else than numbers makes a node what it is for the engine. */
function shapeOf(node: NodeRecord): string {
  switch (node.kind) {
    case 'input':
      return `input ${node.size}`;
    case 'layer':
      return `layer ${node.size} ${node.activation} ${node.surrogate ?? ''} ${node.bias === null}`;
    case 'op':
      return `op ${node.op} ${node.size}`;
    case 'loss':
      return `loss ${node.loss} ${node.target.length}`;
  }
}

function nodePatch(before: NodeRecord, after: NodeRecord, patches: NumberPatch[]): boolean {
  if (before.id !== after.id || shapeOf(before) !== shapeOf(after)) return false;
  const old = numbersOf(before);
  const now = numbersOf(after);
  if (now?.data && now.data !== old?.data) patches.push({ of: now.of, id: after.id, start: 0, data: now.data });
  return true;
}

function edgePatch(before: EdgeRecord, after: EdgeRecord, patches: NumberPatch[]): boolean {
  const same =
    before.id === after.id &&
    before.source === after.source &&
    before.target === after.target &&
    before.mask === after.mask &&
    before.tiedTo === after.tiedTo &&
    before.frozen === after.frozen &&
    before.weight?.length === after.weight?.length;
  if (!same) return false;
  if (after.weight && after.weight !== before.weight) {
    patches.push({ of: 'weight', id: after.id, start: 0, data: after.weight });
  }
  return true;
}

/** Compares by reference first, so that 20,000 untouched records cost next to nothing. */
export function specDelta(before: NetworkDocument, after: NetworkDocument): SpecDelta {
  if (before === after) return 'same';
  if (before.nodes.length !== after.nodes.length || before.edges.length !== after.edges.length) return 'structure';
  const patches: NumberPatch[] = [];
  for (let i = 0; i < after.nodes.length; i++) {
    const old = before.nodes[i];
    const now = after.nodes[i];
    if (old !== now && !nodePatch(old, now, patches)) return 'structure';
  }
  for (let i = 0; i < after.edges.length; i++) {
    const old = before.edges[i];
    const now = after.edges[i];
    if (old !== now && !edgePatch(old, now, patches)) return 'structure';
  }
  return patches.length === 0 ? 'same' : patches;
}
