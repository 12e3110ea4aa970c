/** Letting an edge go: on a card it connects or says why not, in the open it asks what to put there, outside it is given up. */
import { type OnConnect, type OnConnectEnd, useReactFlow, useStoreApi } from '@xyflow/react';
import { type RefObject, useCallback, useRef, useState } from 'react';
import { canConnect } from '../../model/commands/connect';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { contains } from '../geometry';
import { onGivenUp, touchTaken } from '../gestures/givenUp';
import { groupOfCard } from '../groups/fold';
import { cardAt } from './cardAt';
import { connect, connectByHand, EXPAND_FIRST, sayRefusal, sourcesOf } from './connecting';
import type { LooseEnd } from './QuickMenu';

/** An edge from one card was let go on another. */
function drop(from: string, to: string, backwards: boolean): void {
  if (groupOfCard(to) !== null) {
    useSession.getState().say(EXPAND_FIRST, 'refused');
    return;
  }
  const [source, target] = backwards ? [to, from] : [from, to];
  if (!canConnect(useDocument.getState().doc, source, target).ok && (backwards || sourcesOf(source).length === 1)) {
    sayRefusal(source, target);
  } else if (backwards) connect([source], target);
  else connectByHand(source, target);
}

export interface ConnectEnd {
  readonly loose: LooseEnd | null;
  readonly close: () => void;
  readonly onConnectStart: () => void;
  readonly onConnect: OnConnect;
  readonly onConnectEnd: OnConnectEnd;
}

/** What happens where an edge that is being drawn is let go. */
export function useConnectEnd(frame: RefObject<HTMLElement | null>): ConnectEnd {
  const flow = useReactFlow();
  const store = useStoreApi();
  const [loose, setLoose] = useState<LooseEnd | null>(null);
  /** The edge that is still being drawn has been given up. */
  const givenUp = useRef(false);
  const endListening = useRef(() => {});
  const onConnectStart = useCallback(() => {
    givenUp.current = false;
    endListening.current();
    endListening.current = onGivenUp(touchTaken, () => {
      givenUp.current = true;
      frame.current?.toggleAttribute('data-given-up', true);
    });
  }, [frame]);
  const onConnect = useCallback<OnConnect>(
    ({ source, target }) => {
      if (givenUp.current) return;
      // Drawn backwards, it is one edge, whatever is selected where it ends.
      if (store.getState().connection.fromHandle?.type === 'target') connect([source], target);
      else connectByHand(source, target);
    },
    [store],
  );
  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, state) => {
      endListening.current();
      frame.current?.toggleAttribute('data-given-up', false);
      if (givenUp.current || !state.fromNode || !state.fromHandle) return;
      // On a handle that takes it the edge has been drawn.
      if (state.toNode && state.isValid !== false) return;
      const { clientX, clientY } = 'changedTouches' in event ? event.changedTouches[0] : event;
      const box = frame.current?.getBoundingClientRect();
      if (!box || !contains(box, { x: clientX, y: clientY })) return;
      const backwards = state.fromHandle.type === 'target';
      const at = flow.screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false });
      const from = state.fromNode.id;
      const card = cardAt(flow.getNodes(), at) ?? state.toNode?.id ?? null;
      if (card !== null) {
        // Back on its own card it is given up.
        if (card !== from) drop(from, card, backwards);
        return;
      }
      const nodes = backwards ? [from] : sourcesOf(from);
      setLoose({ x: clientX - box.left, y: clientY - box.top, within: box, at, nodes, backwards });
    },
    [flow, frame],
  );
  const close = useCallback(() => setLoose(null), []);
  return { loose, close, onConnectStart, onConnect, onConnectEnd };
}
