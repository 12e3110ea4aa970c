/**
 * The canvas answers first: what is typeset or listed follows once the picture that answers a click is on the screen.
 * Typesetting a hundred products takes longer than lighting 20,000 lines.
 */
import { startTransition, useEffect, useRef, useState } from 'react';

let picture: () => Promise<void> = () => Promise.resolve();

/** Called by the canvas: `answer` resolves when it holds the picture of what was asked of it so far. */
export function registerAnswer(answer: (() => Promise<void>) | null): void {
  picture = answer ?? (() => Promise.resolve());
}

/** A painter that is stuck, or a window that nobody sees and that is not painted, keeps nothing waiting for longer, ms. */
const PATIENCE = 400;

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const task = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Resolves when the picture is on the screen: it is seen with the frame after the one that it came in. */
async function answered(): Promise<void> {
  // A task of its own: what follows may take long, and the frame is not to wait for it.
  const seen = picture().then(frame).then(frame).then(task);
  await Promise.race([seen, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
}

/** The value as of the picture that is shown: it follows as fast as pictures come, and never stands still for long. */
export function useAfterCanvas<T>(value: T): T {
  const [late, setLate] = useState(value);
  const latest = useRef(value);
  latest.current = value;
  const waiting = useRef(false);
  useEffect(() => {
    if (value === late || waiting.current) return;
    waiting.current = true;
    void answered().then(() => {
      waiting.current = false;
      // No transition: while a value is dragged, updates of the canvas would hold it up for ever.
      setLate(() => latest.current);
    });
  }, [value, late]);
  return late;
}

/** What this reads of a store, be it made by zustand or not. */
interface Store<S> {
  getState(): S;
  subscribe(listener: () => void): () => void;
}

/**
 * What is selected of a store, as of the picture that is shown. As `useAfterCanvas`, but nothing renders before: of a value
 * that decides what is there at all, the render that would change nothing takes as long as the one that does.
 */
export function useStoreAfterCanvas<S, T>(store: Store<S>, select: (state: S) => T): T {
  const [late, setLate] = useState(() => select(store.getState()));
  const selector = useRef(select);
  selector.current = select;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `late` is where it begins; it changes here alone.
  useEffect(() => {
    let waiting = false;
    let over = false;
    let shown = late;
    const follow = () => {
      if (waiting || Object.is(selector.current(store.getState()), shown)) return;
      waiting = true;
      void answered().then(() => {
        waiting = false;
        if (over) return;
        shown = selector.current(store.getState());
        setLate(() => shown);
        follow();
      });
    };
    follow();
    const end = store.subscribe(follow);
    return () => {
      over = true;
      end();
    };
  }, [store]);
  return late;
}

/** The value once it has rested for `ms`, and the canvas has shown it; null before it first has. For what takes long. */
export function useAtRest<T>(value: T, ms: number): T | null {
  const [rested, setRested] = useState<T | null>(null);
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void answered().then(() => {
        if (wanted) startTransition(() => setRested(() => value));
      });
    }, ms);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [value, ms]);
  return rested;
}
