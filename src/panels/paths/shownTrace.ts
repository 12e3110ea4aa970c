/** The trace that panels show: the last one stays, as stale, until the next has come, so that nothing jumps. */
import { useRef } from 'react';
import type { Layout } from '../../engine/types';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { currentTrace, type TraceResult, useRun } from '../../store/run';
import { useAfterCanvas } from '../../ui/afterCanvas';

export interface ShownTrace {
  readonly result: TraceResult;
  /** What its units are called by: the network it was computed for. */
  readonly doc: NetworkDocument;
  readonly layout: Layout;
}

/** What is shown of a parameter's paths. `stale`: it does not belong to the numbers on the canvas and must be dimmed. */
export function useShownTrace(address: string | null): { readonly shown: ShownTrace | null; readonly stale: boolean } {
  const doc = useDocument((state) => state.doc);
  const current = useRun((state) => currentTrace(state, address));
  const latest = useRun((state) =>
    state.trace?.address === address && state.problem === null && state.traceProblem === null ? state.trace : null,
  );
  const layout = useRun((state) => state.passes?.layout ?? null);
  const held = useRef<ShownTrace | null>(null);
  const before = held.current?.result.address === address ? held.current : null;
  if (latest === null || layout === null) {
    held.current = null;
  } else if (current !== null) {
    const same = before?.result === current && before.doc === doc && before.layout === layout;
    held.current = same ? before : { result: current, doc, layout };
  } else if (before && before.result !== latest && before.layout === layout) {
    // Late already, but newer: of the same network, as no other has been computed since.
    held.current = { ...before, result: latest };
  } else {
    held.current = before;
  }
  // The canvas is lit first: a list of products takes longer to set than thousands of lines to light.
  const newest = useAfterCanvas(held.current);
  const shown = newest?.result.address === address ? newest : null;
  return { shown, stale: shown === null || shown.result !== current };
}

/** Dims what is stale at once; it clears only when it rests, so that a drag does not make it flicker. */
export function dimmed(stale: boolean): string {
  return stale ? 'opacity-40 transition-opacity duration-75' : 'transition-opacity delay-100 duration-150';
}
