/** A layer that is drawn another way, by somebody's wish, grows or shrinks into it. */
import { type RefObject, useLayoutEffect, useRef } from 'react';

/** How long a card takes from one way of being drawn to another, ms. */
const MORPH = 180;

/**
 * Animates the card around `body` when `block` changes: by transform and opacity alone, so that what React Flow measures
 * is the new size from the first frame on. Not when the card first appears, and not where motion is unwanted.
 */
export function useMorph(body: RefObject<HTMLElement | null>, block: boolean): void {
  const last = useRef<{ readonly block: boolean; readonly height: number } | null>(null);
  useLayoutEffect(() => {
    const height = body.current?.offsetHeight ?? 0;
    const before = last.current;
    last.current = { block, height };
    if (!before || before.block === block || before.height === 0 || height === 0) return;
    if (window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    // The card keeps its middle, so it is scaled about it.
    const card = body.current?.closest('[data-testid^="node-"]');
    card?.animate(
      [
        { opacity: 0.3, transform: `scaleY(${before.height / height})` },
        { opacity: 1, transform: 'none' },
      ],
      {
        duration: MORPH,
        easing: 'cubic-bezier(0.2, 0, 0, 1)',
      },
    );
  }, [block, body]);
}
