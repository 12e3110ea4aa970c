import { useRef } from 'react';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { currentPasses, type Passes, useRun } from '../../store/run';
import { useAfterCanvas } from '../../ui/afterCanvas';

export interface ShownPasses {
  readonly passes: Passes;
  /** The network that they belong to. */
  readonly doc: NetworkDocument;
}

/** The passes that equations show: the last ones stay, as stale, until the next have come, so that nothing jumps. */
export function useShownPasses(): { readonly shown: ShownPasses | null; readonly stale: boolean } {
  const doc = useDocument((state) => state.doc);
  const current = useRun(currentPasses);
  const failed = useRun((state) => state.problem !== null);
  const held = useRef<ShownPasses | null>(null);
  if (failed) held.current = null;
  else if (current && (held.current?.passes !== current || held.current.doc !== doc)) {
    held.current = { passes: current, doc };
  }
  const shown = useAfterCanvas(held.current);
  return { shown, stale: shown === null || shown.passes !== current };
}
