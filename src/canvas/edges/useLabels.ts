/** Labels of all lines where there is room, found anew whenever the canvas comes to rest. */
import { useStoreApi } from '@xyflow/react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { NetworkDocument } from '../../model/types';
import { useSession } from '../../store/session';
import type { Box } from '../geometry';
import { useKept } from '../useKept';
import { classOf, isShownAt, MARK } from './classes';
import type { Measured } from './frames';
import type { LabelledLines } from './labelRequests';
import { boxesOf, type LabelPlaces, type LabelSpot, type PlacedLabels, placedLabels } from './labels';
import type { LineTable } from './lineTable';
import { type LookInput, SYMBOLS } from './looks';

/** The canvas rests when nothing has moved for this long, ms. */
const REST = 120;

interface Resting {
  /** What the window shows, canvas pixels. */
  readonly window: Box;
  readonly zoom: number;
}

/** What the window shows at rest; null before it is known. It stays while the canvas moves. */
function useRestingWindow(): Resting | null {
  const store = useStoreApi();
  const [seen, setSeen] = useState<Resting | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    let last = '';
    const look = () => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      setSeen({ window: { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }, zoom });
    };
    const follow = () => {
      const { transform, width, height } = store.getState();
      const key = `${transform.join(' ')} ${width} ${height}`;
      if (key === last || width === 0) return;
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

/** Lines as their values, marks and the threshold show them. */
export type ShownLines = Pick<LookInput, 'table' | 'values' | 'maxAbs' | 'marks' | 'hideBelow'>;

/** Which lines are shown at all: without a threshold that does not change with numbers. */
function useLabelled({ table, values, maxAbs, marks, hideBelow }: ShownLines): LabelledLines {
  // Without a threshold no value decides what is labelled: a training run places nothing anew.
  const sizes = useMemo(() => (hideBelow === 0 ? null : { values, maxAbs, marks }), [hideBelow, values, maxAbs, marks]);
  return useMemo(
    () => ({
      table,
      isShown: (line) => {
        if (sizes === null) return true;
        const mark = sizes.marks.marks?.[line] ?? MARK.plain;
        return isShownAt(classOf(sizes.values[line], sizes.maxAbs), mark, hideBelow);
      },
    }),
    [table, sizes, hideBelow],
  );
}

export interface Labels {
  readonly elements: LabelPlaces;
  readonly layer: LabelPlaces;
  /** Canvas pixels that a pixel of a label takes, at least. */
  readonly scale: number;
}

const NO_LINES: LineTable = { groups: [], count: 0, byEdge: new Map() };
const NO_SPOTS: ReadonlyMap<number, LabelSpot> = new Map();
const NOTHING: PlacedLabels = { spots: [NO_SPOTS, NO_SPOTS], scale: 1 };

/** Whether labels of two documents' lines ask for the same room. */
function sameNames(a: NetworkDocument, b: NetworkDocument): boolean {
  if (a.edges.length !== b.edges.length) return false;
  return a.edges.every((edge, at) => edge.id === b.edges[at].id && edge.label === b.edges[at].label);
}

/** The document, the same one while neither places nor names change: numbers move no label. */
function useNamedDocument(doc: NetworkDocument, frames: Float32Array): NetworkDocument {
  return useKept({ doc, frames }, (a, b) => a.frames === b.frames && sameNames(a.doc, b.doc)).doc;
}

/** Places of the labels. While nodes are dragged those of elements follow, and the picture's are gone. */
export function useLabels(
  { doc: newest, frames, colouring }: Pick<LookInput, 'doc' | 'frames' | 'colouring'>,
  elements: ShownLines,
  layer: ShownLines,
  measured: Measured,
  moving: boolean,
): Labels {
  const resting = useRestingWindow();
  const minimap = useSession((state) => state.minimap);
  const doc = useNamedDocument(newest, frames);
  const symbol = colouring === 'weight' ? '' : SYMBOLS[colouring];
  const some = useLabelled(elements);
  const many = useLabelled(layer);
  // A drag places them anew in every frame: in the size that they have, which also keeps them from flickering.
  const size = useRef(1);
  const placed = useMemo(() => {
    if (resting === null) return NOTHING;
    const { window, zoom } = resting;
    const obstacles = [...boxesOf(doc, measured), ...(minimap ? [cornerOf(resting)] : [])];
    const lines = [some, moving ? { ...many, table: NO_LINES } : many];
    const result = placedLabels({ doc, lines, frames, window, obstacles, symbol }, zoom, moving ? size.current : null);
    size.current = result.scale;
    return result;
  }, [resting, minimap, moving, doc, frames, symbol, some, many, measured]);
  const window = resting?.window ?? null;
  const [own, others] = placed.spots;
  return {
    elements: useMemo(() => ({ spots: own, window }), [own, window]),
    layer: useMemo(() => ({ spots: others, window }), [others, window]),
    scale: placed.scale,
  };
}
