import { useKeyPress } from '@xyflow/react';
import { type RefObject, useLayoutEffect } from 'react';

/** The key that pans while it is held, for React Flow and for this. */
export const PAN_KEY = 'Space';

/** Whether a press would take hold of the canvas itself, wherever it is. */
export function inHand(frame: RefObject<HTMLElement | null>): boolean {
  return frame.current?.hasAttribute('data-hand') === true;
}

interface HandProps {
  readonly frame: RefObject<HTMLElement | null>;
  /** What is pointed at is meant no longer. */
  readonly onTake: () => void;
}

/**
 * Marks the canvas by `data-hand` while Space is held: React Flow pans then, but would still drag a node or draw an edge
 * from what is pressed, so the style sheet lets every press through to the pane.
 */
export function Hand({ frame, onTake }: HandProps) {
  const held = useKeyPress(PAN_KEY);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is told when the key goes down, not when it is another function.
  useLayoutEffect(() => {
    frame.current?.toggleAttribute('data-hand', held);
    if (held) onTake();
  }, [held]);
  return null;
}
