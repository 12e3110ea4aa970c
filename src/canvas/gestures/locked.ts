/** Saying that a locked node does not move, once a gesture. */
import { type PointerEvent, useRef } from 'react';
import { nodeById } from '../../model/document';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { plural } from '../../ui/format';
import { nodesBehind } from '../groups/fold';

/** Pixels a press must move before it is a drag. */
const THRESHOLD = 4;

/** More than these are counted, not named: a notice is a sentence. */
const MOST_NAMED = 3;

function staying(locked: readonly string[]): string {
  if (locked.length === 1) return `${locked[0]} is locked: it stays where it is.`;
  const which = locked.length > MOST_NAMED ? plural(locked.length, 'node') : locked.join(', ');
  return `${which} are locked: they stay where they are.`;
}

/** Says which of the given nodes stay; nothing when none is locked. */
export function sayLocked(ids: Iterable<string>): void {
  const { doc } = useDocument.getState();
  const locked = [...ids].filter((id) => nodeById(doc, id)?.locked);
  if (locked.length > 0) useSession.getState().say(staying(locked), 'refused');
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
