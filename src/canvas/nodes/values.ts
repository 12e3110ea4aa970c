/** What node cards read of the run: one unit's numbers, or a layer's slice, only when the passes can be shown. */
import { useMemo } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { lossName } from '../../model/names';
import { useDocument } from '../../store/document';
import { currentTrace, type Passes, unitValues, useRun } from '../../store/run';
import { type KnownQuantity, useSession, visibleQuantities } from '../../store/session';
import { unitMarks } from '../marks';

/** The passes as shown: none while the network cannot be evaluated (old numbers are dimmed by the canvas itself). */
function shown(state: ReturnType<typeof useRun.getState>): Passes | null {
  return state.problem === null ? state.passes : null;
}

/** Whether the player (if it is open) has come to a quantity of a node. */
export function useKnown(node: string, quantity: KnownQuantity): boolean {
  return useSession((state) => {
    const visible = visibleQuantities(state);
    return visible === null || visible.get(node)?.has(quantity) === true;
  });
}

/** z, a, ∂L/∂z of one unit; null where unknown. */
export function useUnit(node: string, unit: number): { z: number | null; a: number | null; dLdz: number | null } {
  const values = useRun(useShallow((state) => unitValues(shown(state), node, unit)));
  const z = useKnown(node, 'z');
  const a = useKnown(node, 'a');
  const dLdz = useKnown(node, 'dLdz');
  return {
    z: values && z ? values.z : null,
    a: values && a ? values.a : null,
    dLdz: values && dLdz ? values.dLdz : null,
  };
}

/**
 * How far a unit's plot has to reach: its z, before the player has come to it too, so that the curve keeps still; an open
 * question gets no such hint.
 */
export function useReach(node: string): number | null {
  const asked = useSession((state) => state.known === null && (state.quiz?.visible ?? null) !== null);
  const seen = useKnown(node, 'z');
  return useRun((state) => (asked && !seen ? null : (unitValues(shown(state), node, 0)?.z ?? null)));
}

/** Signs of a loss's name that a card has room for in a fraction. */
const SHORT = 2;

/** What the cards call the derivative of the loss by z, as TeX; δ where the loss has a long name. */
export function useDeltaTex(): string {
  return useDocument(({ doc }) => {
    const { tex, text } = lossName(doc);
    return text.length <= SHORT ? `\\tfrac{\\partial ${tex}}{\\partial z}` : '\\delta';
  });
}

/** The activations of a node's units, as a view of the arena; null where unknown. */
export function useActivations(node: string): Float64Array | null {
  return useUnitValues(node, 'a');
}

/** z or a of a node's units, as a view of the arena; null where unknown. */
export function useUnitValues(node: string, quantity: 'z' | 'a'): Float64Array | null {
  const passes = useRun(shown);
  const known = useKnown(node, quantity);
  return useMemo(() => {
    const slot = passes?.layout.units[node];
    return passes && slot && known ? passes.forward[quantity].subarray(slot.offset, slot.offset + slot.size) : null;
  }, [passes, node, quantity, known]);
}

/** Loss at a loss node; null where unknown. */
export function useLossValue(node: string): number | null {
  const known = useKnown(node, 'a');
  return useRun((state) => {
    const passes = shown(state);
    const slot = passes?.layout.units[node];
    return passes && slot && known ? passes.forward.a[slot.offset] : null;
  });
}

/**
 * How each unit of a node takes part in what is chosen: 0 = on no path, 1 = on paths that a zero blocks, 2 = on a live
 * one. Null while nothing is chosen.
 */
export function useUnitMarks(node: string, size: number): Uint8Array | null {
  const chosen = useSession((state) => state.chosen);
  const hovered = useSession((state) => state.hoveredPath);
  const trace = useRun((state) => currentTrace(state, chosen));
  const passes = useRun(shown);
  return useMemo(() => {
    const slot = passes?.layout.units[node];
    if (!passes || !trace || !slot || slot.size !== size) return null;
    return unitMarks(passes, trace, hovered, node);
  }, [passes, trace, hovered, node, size]);
}
