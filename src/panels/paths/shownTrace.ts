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

/** How late what is shown may be. */
export interface Late {
  /** It does not belong to the numbers on the canvas and must be dimmed. */
  readonly stale: boolean;
  /** Changes with every result. */
  readonly odd: boolean;
}

export interface Shown extends Late {
  readonly shown: ShownTrace | null;
}

/** What is shown of a parameter's paths. */
export function useShownTrace(address: string | null): Shown {
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
  const count = useRef<{ result: TraceResult | null; odd: boolean }>({ result: null, odd: false });
  const result = shown?.result ?? null;
  if (count.current.result !== result) count.current = { result, odd: !count.current.odd };
  return { shown, stale: result === null || result !== current, odd: count.current.odd };
}

/**
 * Dims what is stale: a little at once, as it is not what it seems, and much once it has not changed for a moment. While a
 * value is dragged the numbers follow it, each a little late, and have to be read. Every new result starts the moment anew,
 * by the other of two animations that are the same; it clears only when it rests, so that nothing flickers.
 */
export function dimmed({ stale, odd }: Late): string {
  if (!stale) return 'transition-opacity delay-100 duration-150';
  return `opacity-70 transition-opacity duration-75 ${odd ? 'dims-odd' : 'dims-even'}`;
}
