/** Labels of the picture's lines where there is room, found anew whenever the canvas comes to rest. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useSession } from '../../store/session';
import { scalePosition } from '../colour';
import type { Box, Point } from '../geometry';
import { MARK } from './classes';
import type { Measured } from './frames';
import { boxesOf } from './labels';
import { UNDEFINED } from './lineValues';
import type { LookInput } from './looks';
import { roomyLabels } from './roomyLabels';

/** The canvas rests when nothing has moved for this long, ms. */
const REST = 120;
/** Smaller than this on the screen, labels cannot be read. */
const READABLE = 0.7;

const NONE: RoomyLabels = { labels: new Map(), scale: 1 };

interface Resting {
  /** What the window shows, canvas pixels. */
  readonly window: Box;
  readonly zoom: number;
}

/** What the window shows at rest; null where lines are too small for labels. It stays while the canvas moves. */
function useRestingWindow(): Resting | null {
  const store = useStoreApi();
  const [seen, setSeen] = useState<Resting | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = '';
    const look = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const window = { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom };
      setSeen(zoom < READABLE ? null : { window, zoom });
    };
    const follow = () => {
      const { transform, width, height } = store.getState();
      const key = `${transform.join(' ')} ${width} ${height}`;
      if (key === last) return;
      last = key;
      if (timer !== null) clearTimeout(timer);
      timer = setTimeout(look, REST);
    };
    follow();
    const end = store.subscribe(follow);
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store]);
  return seen;
}

/** The corner that the minimap takes, screen pixels. */
const CORNER = { width: 152, height: 108 } as const;

function cornerOf({ window, zoom }: Resting): Box {
  const width = CORNER.width / zoom;
  const height = CORNER.height / zoom;
  return { x: window.x + window.width - width, y: window.y + window.height - height, width, height };
}

export interface RoomyLabels {
  /** Line → the point on which its label stands. */
  readonly labels: ReadonlyMap<number, Point>;
  /** Canvas pixels that a pixel of a label takes. */
  readonly scale: number;
}

/** Labels where there is room. Nothing is labelled while nodes are dragged. */
export function useRoomyLabels(
  { doc, table, frames, values, maxAbs, marks, hideBelow }: LookInput,
  measured: Measured,
  moving: boolean,
): RoomyLabels {
  const resting = useRestingWindow();
  const minimap = useSession((state) => state.minimap);
  // Which are the largest is asked at rest only: labels do not jump about while numbers change.
  const newest = useRef(values);
  newest.current = values;
  // Without a threshold no value decides what is labelled: a training run places nothing anew.
  const sizes = useMemo(() => (hideBelow === 0 ? null : { values, maxAbs, marks }), [hideBelow, values, maxAbs, marks]);
  return useMemo(() => {
    if (resting === null || moving || table.count === 0) return NONE;
    const { window, zoom } = resting;
    const scale = 1 / Math.max(1, zoom);
    const obstacles = [...boxesOf(doc, measured), ...(minimap ? [cornerOf(resting)] : [])];
    const isShown = (line: number) => {
      if (sizes === null || sizes.values[line] === UNDEFINED) return true;
      if ((sizes.marks.marks?.[line] ?? 0) >= MARK.blocked) return true;
      return Math.abs(scalePosition(sizes.values[line], sizes.maxAbs)) >= hideBelow;
    };
    const sizeOf = (line: number) => {
      const value = newest.current[line];
      return value === UNDEFINED ? -1 : Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value);
    };
    return { labels: roomyLabels({ doc, table, frames, window, scale, obstacles, isShown, sizeOf }), scale };
  }, [resting, minimap, moving, doc, table, frames, sizes, hideBelow, measured]);
}
