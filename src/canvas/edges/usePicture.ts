/** Keeps the picture of the lines, and the canvas of dragged ones, in step with what they show. */
import { useStoreApi } from '@xyflow/react';
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { type LayerState, layerStateNow } from '../lineState';
import { registerLayer } from './layerApi';
import type { Drawn, LineGroup } from './lineTable';
import { createLiveLines, type LiveLines } from './live';
import type { LookInput } from './looks';
import type { PictureChange } from './messages';
import { readPalette } from './palette';
import { createPicture, type Picture } from './picture';

export interface LayerElements {
  /** The picture. */
  readonly fine: RefObject<HTMLElement | null>;
  /** The coarse one of everything, where the picture does not reach. */
  readonly below: RefObject<HTMLElement | null>;
  /** Lines of nodes that are being dragged. */
  readonly live: RefObject<HTMLElement | null>;
}

/** `lines`: all there are, those of the layer and the elements; `moving`: nodes that are being dragged. */
export function usePicture(
  { fine, below, live }: LayerElements,
  input: LookInput,
  lines: Drawn,
  moving: ReadonlySet<string> | null,
): void {
  const { doc, table, frames } = input;
  const picture = useRef<Picture | null>(null);
  const store = useStoreApi();
  const dark = useSession((state) => state.dark);

  useEffect(() => {
    if (!fine.current || !below.current) return;
    const { linesBy, say } = useSession.getState();
    const own = createPicture(fine.current, below.current, linesBy, () =>
      say(
        'The lines of this network cannot be drawn here: there is too little memory. Draw its largest layers as blocks.',
        'refused',
      ),
    );
    picture.current = own;
    const follow = () => {
      const { transform, width, height } = store.getState();
      own.move({ x: transform[0], y: transform[1], zoom: transform[2], width, height });
    };
    follow();
    const end = store.subscribe(follow);
    registerLayer(own);
    return () => {
      end();
      registerLayer(null);
      own.dispose();
      picture.current = null;
    };
  }, [store, fine, below]);
  // The order of these effects is the order in which the worker needs to hear of them.
  const before = useRef(table);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the elements change with the table or do not matter here.
  useEffect(() => {
    const own = picture.current;
    own?.change({ table: { groups: table.groups, count: table.count } });
    // Zooming out bundles lines: then elements of the page are drawn for them.
    const elsewhere = ({ edge }: LineGroup) => !table.byEdge.has(edge) && lines.elements.byEdge.has(edge);
    if (before.current.groups.some(elsewhere)) own?.hide();
    before.current = table;
  }, [table]);
  // While nodes are dragged the picture keeps still, without their lines: those follow on a canvas of their own.
  useEffect(() => {
    if (moving === null) picture.current?.change({ frames });
  }, [frames, moving]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: places in the document do not change during a drag.
  const nodes = useMemo(
    () => new Set(moving === null ? [] : doc.nodes.flatMap(({ id }, at) => (moving.has(id) ? [at] : []))),
    [moving],
  );
  const following = useRef<LiveLines | null>(null);
  const latest = useRef(nodes);
  useEffect(() => {
    const own = picture.current;
    latest.current = nodes;
    own?.change({ omitted: [...nodes] });
    // What was pointed at before the drag is elsewhere now.
    if (nodes.size > 0) useSession.getState().set({ place: null });
    // What was drawn over the picture goes when the picture has it, unless another drag has begun.
    else void own?.painted().then(() => latest.current === nodes && following.current?.clear());
  }, [nodes]);
  useLayoutEffect(() => {
    if (!live.current || nodes.size === 0) return;
    following.current ??= createLiveLines(live.current);
    const { transform, width, height } = store.getState();
    const viewport = { x: transform[0], y: transform[1], zoom: transform[2], width, height };
    following.current.draw(viewport, input, nodes, readPalette());
  }, [store, input, nodes, live]);
  useValuesAhead(picture, input, lines);
  // While the components rendered the worker may have been done: then its picture is seen with theirs.
  useLayoutEffect(() => picture.current?.collect());
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the tokens that are read from the page.
  useEffect(() => picture.current?.change({ palette: readPalette() }), [dark]);
}

/** Tells the picture of values and marks as soon as the stores have them: the painter works while components render. */
function useValuesAhead(picture: RefObject<Picture | null>, input: LookInput, lines: Drawn): void {
  const { doc, values, maxAbs, widths, marks, hideBelow } = input;
  const sent = useRef<{ readonly to: Picture; readonly state: LayerState } | null>(null);
  useEffect(() => {
    /** What the picture has not heard of yet; null when it knows all. */
    const news = (own: Picture, next: LayerState): PictureChange | null => {
      const old = sent.current?.to === own ? sent.current.state : null;
      sent.current = { to: own, state: next };
      const colours = { values: next.values, maxAbs: next.maxAbs };
      const recoloured = old?.values !== next.values || old.maxAbs !== next.maxAbs || old.widths !== next.widths;
      const marked = old?.marks !== next.marks;
      if (!recoloured && !marked) return null;
      return {
        ...(recoloured ? { values: { colours, widths: next.widths } } : {}),
        ...(marked ? { marks: next.marks.marks } : {}),
      };
    };
    const part = picture.current && news(picture.current, { values, maxAbs, widths, marks });
    if (part) picture.current?.change(part);
    const ahead = () => {
      const own = picture.current;
      const next = own && layerStateNow(doc, lines);
      const soon = next && news(own, next);
      if (soon) own.changeNow(soon);
    };
    const ends = [useRun.subscribe(ahead), useSession.subscribe(ahead)];
    return () => {
      for (const end of ends) end();
    };
  }, [picture, doc, lines, values, maxAbs, widths, marks]);
  useEffect(() => picture.current?.change({ hideBelow }), [picture, hideBelow]);
}
