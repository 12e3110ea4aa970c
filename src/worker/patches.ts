/** New numbers into the arenas of a compiled network. */
import { EngineError, type Numbers, type Plan } from '../engine';
import type { NumberPatch } from './protocol';

interface Place {
  readonly arena: Float64Array;
  readonly offset: number;
  readonly length: number;
}

function placeOf(plan: Plan, numbers: Numbers, { of, id }: NumberPatch): Place | null {
  if (of === 'weight') {
    const slot = plan.layout.weights[id];
    return slot ? { arena: numbers.params, offset: slot.offset, length: slot.rows * slot.cols } : null;
  }
  if (of === 'bias') {
    const slot = plan.layout.biases[id];
    return slot ? { arena: numbers.params, offset: slot.offset, length: slot.size } : null;
  }
  const node = plan.node.get(id);
  if (of === 'values' && node?.kind === 'input') {
    return { arena: numbers.inputs, offset: node.data, length: node.size };
  }
  if (of === 'target' && node?.kind === 'loss') {
    return { arena: numbers.targets, offset: node.data, length: node.targetSize };
  }
  return null;
}

/** Writes all patches, or throws EngineError before the first number is written. */
export function applyPatches(plan: Plan, numbers: Numbers, patches: readonly NumberPatch[]): void {
  const places = patches.map((patch) => {
    const place = placeOf(plan, numbers, patch);
    if (!place)
      throw new EngineError('unknownNode', patch.id, `${patch.id}: the loaded network has no such ${patch.of}`);
    if (patch.start < 0 || patch.start + patch.data.length > place.length) {
      throw new EngineError(
        'shape',
        patch.id,
        `${patch.id}: ${patch.of} has ${place.length} numbers, ${patch.data.length} from ${patch.start} do not fit`,
      );
    }
    return place;
  });
  patches.forEach((patch, i) => {
    places[i].arena.set(patch.data, places[i].offset + patch.start);
  });
}
