import { EdgeLabelRenderer, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import { useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { LineLabel, LineSvg } from '../connection/ConnectionEdge';
import { type LayerState, layerStateNow } from '../lineState';
import { MARK } from './classes';
import type { Measured } from './frames';
import { registerLayer } from './layerApi';
import { type Drawn, groupOfLine, type LineGroup, lineOf } from './lineTable';
import { createLiveLines, type LiveLines } from './live';
import { type LineLook, type LookInput, lookOf } from './looks';
import { readPalette } from './palette';
import { createPicture, type Picture } from './picture';
import { useRoomyLabels } from './useRoomyLabels';

/** Up to this many lit lines also get their halo, drawn over the picture. */
const HALOED = 48;

/** Lines that are drawn over the picture: what is pointed at, where the gradient begins, the lit when they are few. */
function linesOnTop({ table, marks, place }: LookInput): number[] {
  const lines = new Set<number>(marks.starts);
  for (const { line } of marks.factors) lines.add(line);
  if (place?.edge != null && place.row !== undefined) lines.add(lineOf(table, place.edge, place.row, place.col ?? 0));
  const lit: number[] = [];
  if (marks.marks) {
    for (let line = 0; line < table.count && lit.length <= HALOED; line++) {
      if (marks.marks[line] >= MARK.blocked) lit.push(line);
    }
  }
  if (lit.length <= HALOED) for (const line of lit) lines.add(line);
  return [...lines].filter((line) => line >= 0);
}

function looksOf(input: LookInput, lines: readonly number[]): LineLook[] {
  return lines.flatMap((line) => {
    const group = groupOfLine(input.table, line);
    return group ? [lookOf(input, group, line, input.marks.starts.includes(line))] : [];
  });
}

interface EdgeLayerProps {
  readonly input: LookInput;
  /** All lines there are: the scale is that of the elements, too. */
  readonly lines: Drawn;
  /** Nodes that are being dragged. */
  readonly moving: ReadonlySet<string> | null;
  /** Sizes of the cards. */
  readonly measured: Measured;
}

/** Tens of thousands of lines as one picture under the nodes; the few that matter now are drawn over it. */
export function EdgeLayer({ input, lines, moving, measured }: EdgeLayerProps) {
  const live = useRef<HTMLCanvasElement>(null);
  const following = useRef<LiveLines | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const below = useRef<HTMLCanvasElement>(null);
  const picture = useRef<Picture | null>(null);
  const store = useStoreApi();
  const dark = useSession((state) => state.dark);
  const hideBelow = useSession((state) => state.hideBelow);
  const { doc, table, frames, values, maxAbs, widths, marks } = input;
  const sent = useRef<LayerState | null>(null);

  useEffect(() => {
    if (!canvas.current || !below.current) return;
    const own = createPicture(canvas.current, below.current, useSession.getState().linesBy);
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
      sent.current = null;
    };
  }, [store]);
  // The order of these effects is the order in which the worker needs to hear of them.
  const before = useRef(table);
  useEffect(() => {
    const own = picture.current;
    own?.change({ table: { groups: table.groups, count: table.count } });
    // Zooming out bundles lines: then elements of the page are drawn for them.
    const elsewhere = ({ edge }: LineGroup) => !table.byEdge.has(edge) && lines.elements.byEdge.has(edge);
    if (before.current.groups.some(elsewhere)) own?.hide();
    before.current = table;
  }, [table, lines]);
  // While nodes are dragged the picture keeps still, without their lines: those follow on a canvas of their own.
  useEffect(() => {
    if (moving === null) picture.current?.change({ frames });
  }, [frames, moving]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: places in the document do not change during a drag.
  const nodes = useMemo(
    () => new Set(moving === null ? [] : doc.nodes.flatMap(({ id }, at) => (moving.has(id) ? [at] : []))),
    [moving],
  );
  useEffect(() => {
    const own = picture.current;
    own?.change({ omitted: [...nodes] });
    // What was pointed at before the drag is elsewhere now.
    if (nodes.size > 0) useSession.getState().set({ place: null });
    if (nodes.size > 0) return;
    // What was drawn over the picture goes when the picture has it.
    void own?.painted().then(() => following.current?.clear());
  }, [nodes]);
  useLayoutEffect(() => {
    if (!live.current || nodes.size === 0) return;
    following.current ??= createLiveLines(live.current);
    const { transform, width, height } = store.getState();
    const viewport = { x: transform[0], y: transform[1], zoom: transform[2], width, height };
    following.current.draw(viewport, input, nodes, readPalette());
  }, [store, input, nodes]);
  useEffect(() => {
    const tell = (next: LayerState) => {
      const old = sent.current;
      const own = picture.current;
      sent.current = next;
      const colours = { values: next.values, maxAbs: next.maxAbs };
      if (old?.values !== next.values || old.maxAbs !== next.maxAbs || old.widths !== next.widths) {
        own?.change({ values: { colours, widths: next.widths } });
      }
      if (old?.marks !== next.marks) own?.change({ marks: next.marks.marks });
    };
    tell({ values, maxAbs, widths, marks });
    // Ahead of the next render: the painter works while the components do.
    const ahead = () => {
      const next = layerStateNow(doc, lines);
      if (next) tell(next);
    };
    const ends = [useRun.subscribe(ahead), useSession.subscribe(ahead)];
    return () => {
      for (const end of ends) end();
    };
  }, [doc, lines, values, maxAbs, widths, marks]);
  useEffect(() => picture.current?.change({ hideBelow }), [hideBelow]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the tokens that are read from the page.
  useEffect(() => picture.current?.change({ palette: readPalette() }), [dark]);

  const roomy = useRoomyLabels(input, measured, moving !== null);
  const looks = useMemo(() => looksOf({ ...input, labels: roomy.labels }, linesOnTop(input)), [input, roomy]);
  const labels = useMemo(() => {
    const onTop = new Set(linesOnTop(input));
    return looksOf(
      { ...input, labels: roomy.labels },
      [...roomy.labels.keys()].filter((line) => !onTop.has(line)),
    );
  }, [input, roomy]);
  return (
    <>
      <canvas
        ref={below}
        hidden
        data-testid="edge-overview"
        className="pointer-events-none absolute top-0 left-0 origin-top-left"
      />
      <canvas
        ref={canvas}
        data-testid="edge-layer"
        data-lines={table.count}
        className="pointer-events-none absolute top-0 left-0 origin-top-left"
      />
      <canvas ref={live} hidden data-testid="live-lines" className="pointer-events-none absolute top-0 left-0" />
      <ViewportPortal>
        <svg aria-hidden="true" className="pointer-events-none absolute top-0 left-0 h-px w-px overflow-visible">
          {looks.map((look) => (
            <LineSvg key={look.key} look={look} selected={false} />
          ))}
        </svg>
      </ViewportPortal>
      <EdgeLabelRenderer>
        {looks.map((look) => look.label && <LineLabel key={look.key} look={look} selected={look.mark === 'start'} />)}
        {labels.map(
          (look) => look.label && <LineLabel key={look.key} look={look} selected={false} scale={roomy.scale} />,
        )}
      </EdgeLabelRenderer>
    </>
  );
}
