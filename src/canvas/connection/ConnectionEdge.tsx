import { BaseEdge, EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { cx } from '../../ui/cx';
import { colourAt, widthAt } from '../colour';
import type { FlowEdge } from '../flowTypes';
import { curveBetween, pathOf, pointAt } from '../geometry';

/** Opacity of what steps back while a parameter is chosen. */
const ASIDE = 0.15;

/**
 * One drawn edge: colour and width by value, dashes where the value is negative (so that sign does not rest on colour
 * alone), a halo when a chosen parameter's paths run through it, a ring where its gradient begins.
 */
export const ConnectionEdge = memo(function ConnectionEdge(props: EdgeProps<FlowEdge>) {
  const { id, data, selected, sourceX, sourceY, targetX, targetY } = props;
  if (!data) return null;
  const curve = curveBetween({ x: sourceX, y: sourceY }, { x: targetX, y: targetY });
  const path = pathOf(curve);
  const { mark, position, matrix } = data;
  const width = position === null ? 1.5 : widthAt(position);
  const colour = position === null ? 'var(--zero)' : colourAt(position);
  const lit = mark === 'lit' || mark === 'start';
  const dashes = mark === 'blocked' ? '2 5' : position !== null && position < 0 ? '9 4' : undefined;
  const start = pointAt(curve, 0.06);
  const at = pointAt(curve, data.labelAt);
  return (
    <g
      data-testid={`edge-${id}`}
      data-mark={mark}
      opacity={mark === 'aside' ? ASIDE : 1}
      className="transition-opacity duration-150"
    >
      {(lit || selected || data.hot) && (
        <path
          d={path}
          fill="none"
          stroke={selected || data.hot ? 'var(--accent)' : colour}
          strokeOpacity={selected || data.hot ? 0.32 : 0.22}
          strokeWidth={width + 8}
          strokeLinecap="round"
        />
      )}
      {matrix && <path d={path} fill="none" stroke={colour} strokeOpacity={0.25} strokeWidth={width + 5} />}
      <BaseEdge
        id={id}
        path={path}
        interactionWidth={22}
        style={{
          stroke: colour,
          strokeWidth: width,
          strokeDasharray: dashes,
          strokeLinecap: dashes ? 'butt' : 'round',
        }}
      />
      {mark === 'start' && (
        <circle cx={start.x} cy={start.y} r={5} fill="var(--paper)" stroke="var(--accent)" strokeWidth={2.5} />
      )}
      {data.label && (
        <EdgeLabelRenderer>
          <EdgeLabel
            id={id}
            lines={data.label}
            x={at.x}
            y={at.y}
            tone={data.factor?.blocked ? 'blocked' : selected ? 'selected' : 'plain'}
            aside={mark === 'aside'}
          />
        </EdgeLabelRenderer>
      )}
    </g>
  );
});

interface EdgeLabelProps {
  readonly id: string;
  readonly lines: readonly string[];
  readonly x: number;
  readonly y: number;
  readonly tone: 'plain' | 'selected' | 'blocked';
  readonly aside: boolean;
}

/** A pill on the paper's colour; it never takes the pointer from its edge. */
function EdgeLabel({ id, lines, x, y, tone, aside }: EdgeLabelProps) {
  return (
    <div
      data-testid={`edge-label-${id}`}
      data-aside={aside || undefined}
      className={cx(
        'pointer-events-none absolute rounded-md border bg-paper px-1.5 py-px text-center text-2xs leading-[14px] whitespace-nowrap tabular-nums transition-opacity duration-150',
        tone === 'plain' && 'border-line text-ink-2',
        tone === 'selected' && 'border-accent text-ink',
        tone === 'blocked' && 'border-warn text-warn',
        aside && 'opacity-30',
      )}
      style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
    >
      {lines.map((line, index) => (
        <div key={line} className={index === 0 ? 'text-ink' : undefined}>
          {line}
        </div>
      ))}
    </div>
  );
}

export const EDGE_TYPES = { connection: ConnectionEdge };
