import { useStoreApi } from '@xyflow/react';
import { useEffect } from 'react';

/** The canvas rests when it has not moved for this long, ms. */
const REST = 200;
/** By how much cards may be scaled as a picture before they are painted again: more would be seen as a blur. */
const SHARP = 1.15;

/**
 * While the canvas moves, its cards are a picture that is moved; at rest they are painted where they are, and crisp. Painted
 * anew with every step they take most of a frame where no graphics card helps.
 */
export function Afloat() {
  const store = useStoreApi();
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let before = store.getState().transform;
    /** The zoom at which the picture was painted; null while there is none. */
    let painted: number | null = null;
    const set = (zoom: number | null) => {
      painted = zoom;
      const viewport = store.getState().domNode?.querySelector<HTMLElement>('.react-flow__viewport');
      if (viewport) viewport.style.willChange = zoom === null ? '' : 'transform';
    };
    const follow = () => {
      const { transform } = store.getState();
      if (transform === before) return;
      before = transform;
      const zoom = transform[2];
      if (painted === null) set(zoom);
      else if (Math.max(zoom / painted, painted / zoom) > SHARP) set(null);
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(() => set(null), REST);
    };
    const end = store.subscribe(follow);
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
      set(null);
    };
  }, [store]);
  return null;
}
