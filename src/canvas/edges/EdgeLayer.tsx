import { EdgeLabelRenderer, useStoreApi, ViewportPortal } from '@xyflow/react';
import { useLayoutEffect, useMemo, useRef } from 'react';
import { LineLabel, LineSvg } from '../connection/ConnectionEdge';
import { MARK } from './classes';
import { type Drawn, groupOfLine, lineOf } from './lineTable';
import { type LineLook, type LookInput, lookOf } from './looks';
import { usePicture } from './usePicture';

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
}

/** Tens of thousands of lines as one picture under the nodes; the few that matter now are drawn over it. */
export function EdgeLayer({ input, lines, moving }: EdgeLayerProps) {
  const fine = useRef<HTMLDivElement>(null);
  const onTop = useRef<SVGSVGElement>(null);
  const below = useRef<HTMLDivElement>(null);
  const live = useRef<HTMLDivElement>(null);
  usePicture({ fine, below, live }, input, lines, moving);
  const store = useStoreApi();
  // From then on `ZoomMark` tells it.
  useLayoutEffect(() => {
    onTop.current?.style.setProperty('--zoom', String(store.getState().transform[2]));
  }, [store]);
  const [looks, labels] = useMemo(() => {
    const drawn = new Set(linesOnTop(input));
    const others = looksOf(
      input,
      [...input.labels.spots.keys()].filter((line) => !drawn.has(line)),
    );
    return [looksOf(input, [...drawn]), others];
  }, [input]);
  return (
    <>
      <div
        ref={below}
        hidden
        data-testid="edge-overview"
        className="pointer-events-none absolute top-0 left-0 origin-top-left will-change-transform"
      />
      <div
        ref={fine}
        data-testid="edge-layer"
        data-lines={input.table.count}
        className="pointer-events-none absolute top-0 left-0 origin-top-left will-change-transform"
      />
      <div
        ref={live}
        hidden
        data-testid="live-lines"
        className="pointer-events-none absolute top-0 left-0 will-change-transform"
      />
      <ViewportPortal>
        <svg
          ref={onTop}
          aria-hidden="true"
          className="lines-on-top pointer-events-none absolute top-0 left-0 h-px w-px overflow-visible"
        >
          {looks.map((look) => (
            <LineSvg key={look.key} look={look} selected={false} />
          ))}
        </svg>
      </ViewportPortal>
      <EdgeLabelRenderer>
        {[...looks, ...labels].map(
          (look) => look.label && <LineLabel key={look.key} look={look} selected={look.mark === 'start'} pictured />,
        )}
      </EdgeLabelRenderer>
    </>
  );
}
