/** What node cards read of the run: one unit's numbers, or a layer's slice, only when the passes can be shown. */
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { type Passes, unitValues, useRun } from '../../store/run';

/** The passes as shown: none while the network cannot be evaluated (old numbers are dimmed by the canvas itself). */
function shown(state: ReturnType<typeof useRun.getState>): Passes | null {
  return state.problem === null ? state.passes : null;
}

/** z, a, ∂L/∂z, ∂L/∂a of one unit; null where unknown. */
export function useUnit(node: string, unit: number) {
  return useRun(useShallow((state) => unitValues(shown(state), node, unit)));
}

/** The activations of a node's units, as a view of the arena; null where unknown. */
export function useActivations(node: string): Float64Array | null {
  const passes = useRun(shown);
  return useMemo(() => {
    const slot = passes?.layout.units[node];
    return passes && slot ? passes.forward.a.subarray(slot.offset, slot.offset + slot.size) : null;
  }, [passes, node]);
}

/** Loss at a loss node; null where unknown. */
export function useLossValue(node: string): number | null {
  return useRun((state) => {
    const passes = shown(state);
    const slot = passes?.layout.units[node];
    return passes && slot ? passes.forward.a[slot.offset] : null;
  });
}
