/** How panels call things: labels where there are any, unit numbers only where a node has more than one. */
import { paramNames } from '../explain/factors';
import { partialTex } from '../explain/symbols';
import { nodeById, sizeOf } from '../model/document';
import { lossName } from '../model/names';
import type { NetworkDocument } from '../model/types';

const UNIT = /^([A-Za-z]\w*)(\.z)?\[(\d+)\]$/;

/** A node's label (may hold TeX between `$`) or its id. */
export function nodeName(doc: NetworkDocument, id: string): string {
  return nodeById(doc, id)?.label ?? id;
}

/** `n1[0]` as the panels show it: `$n_1$`, or `h[3]` for a layer of several, or `s.z[0]` inside a softmax. */
export function unitName(doc: NetworkDocument, unit: string): string {
  const match = UNIT.exec(unit);
  if (!match) return nodeName(doc, unit);
  const [, id, z = '', index] = match;
  const node = nodeById(doc, id);
  const name = nodeName(doc, id);
  return node && sizeOf(node) === 1 && z === '' ? name : `${name}${z}[${index}]`;
}

/** The loss by its own name, derived by a parameter, as TeX. */
export function gradientTex(doc: NetworkDocument, address: string): string {
  return partialTex(lossName(doc).tex, addressTex(doc, address));
}

/** An address as TeX: `w11[0,0]` → w11 where it is the only weight of its edge, `h.bias[1]` → b of h. */
export function addressTex(doc: NetworkDocument, address: string): string {
  return paramNames(doc, address).tex;
}
