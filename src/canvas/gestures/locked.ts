/** Saying that a locked node does not move, once a gesture. */
import { type PointerEvent, useRef } from 'react';
import { nodeById } from '../../model/document';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { nodesBehind } from '../groups/fold';

/** Pixels a press must move before it is a drag. */
const THRESHOLD = 4;

/** Says which of the given nodes stay; nothing when none is locked. */
export function sayLocked(ids: Iterable<string>): void {
  const { doc } = useDocument.getState();
  const locked = [...ids].filter((id) => nodeById(doc, id)?.locked);
  if (locked.length === 0) return;
  const text =
    locked.length === 1
      ? `${locked[0]} is locked: it stays where it is.`
      : `${locked.join(', ')} are locked: they stay where they are.`;
  useSession.getState().say(text, 'refused');
}

export interface LockedDrag {
  readonly onPress: (event: PointerEvent) => void;
  readonly onMove: (event: PointerEvent) => void;
}

/** Nothing drags a card that is locked; what is pressed and pulled nevertheless is answered. */
export function useLockedDrag(): LockedDrag {
  const press = useRef<{ readonly id: string; readonly x: number; readonly y: number } | null>(null);
  return {
    onPress({ target, button, clientX: x, clientY: y }) {
      const element = target instanceof Element && !target.closest('.nodrag, .react-flow__handle') ? target : null;
      const card = element?.closest('.react-flow__node:not(.draggable)');
      const id = card?.getAttribute('data-id');
      press.current = id && button === 0 ? { id, x, y } : null;
    },
    onMove({ buttons, clientX, clientY }) {
      const from = press.current;
      if (!from || buttons !== 1 || Math.hypot(clientX - from.x, clientY - from.y) <= THRESHOLD) return;
      press.current = null;
      sayLocked(nodesBehind(useDocument.getState().doc, [from.id]));
    },
  };
}
