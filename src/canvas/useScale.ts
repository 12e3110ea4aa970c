/** Tells the session what the legend says of the lines, with the change itself: the legend renders once, not twice. */
import { useEffect } from 'react';
import type { NetworkDocument } from '../model/types';
import { useRun } from '../store/run';
import { useSession } from '../store/session';
import type { Drawn } from './edges/lineTable';
import { type LineScale, scaleNow } from './lineState';

/** Tells the session how far the colour scale reaches and what it hides, for the legend and the blocks. */
export function useScale(doc: NetworkDocument, drawn: Drawn): void {
  useEffect(() => {
    const tell = () => {
      const now = useSession.getState();
      const scale = scaleNow(doc, drawn);
      if (!scale) return;
      if ((Object.keys(scale) as (keyof LineScale)[]).every((name) => scale[name] === now[name])) return;
      now.set(scale);
    };
    tell();
    const ends = [useRun.subscribe(tell), useSession.subscribe(tell)];
    return () => {
      for (const end of ends) end();
    };
  }, [doc, drawn]);
}
