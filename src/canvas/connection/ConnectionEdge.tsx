import { EdgeLabelRenderer, type EdgeProps } from '@xyflow/react';
import { memo } from 'react';
import { cx } from '../../ui/cx';
import { colourAt, widthAt } from '../colour';
import type { LineLook } from '../edges/looks';
import type { FlowEdge } from '../flowTypes';
import { chosenBy } from './labelUnder';

/** A width in canvas pixels; over a picture, whose lines stop growing with the zoom, it stops growing, too (canvas.css). */
const wide = (width: number) => `calc(${width}px * var(--line-scale, 1))`;

/** Opacity of what steps back while a parameter is chosen. */
const ASIDE = 0.15;

/**
 * One drawn line: colour and width by value, dashes where the value is negative (so that sign does not rest on colour
 * alone), a halo when a chosen parameter's paths run through it, a ring where its gradient begins.
 */
export function LineSvg({ look, selected }: { look: LineLook; selected: boolean }) {
  const { path, mark, position, thickness, hot } = look;
  const width = thickness === null ? 1.5 : widthAt(thickness);
  const colour = look.broken ? 'var(--warn)' : position === null ? 'var(--zero)' : colourAt(position);
  const lit = mark === 'lit' || mark === 'start';
  const dashes = look.missing
    ? '1 7'
    : mark === 'blocked'
      ? '2 5'
      : position !== null && position < 0
        ? '9 4'
        : undefined;
  const marked = selected || hot;
  return (
    <g opacity={mark === 'aside' && !hot ? ASIDE : 1} data-mark={mark} className="transition-opacity duration-150">
      {(lit || marked) && (
        <path
          d={path}
          fill="none"
          stroke={marked ? 'var(--accent)' : colour}
          strokeOpacity={marked ? 0.32 : 0.22}
          style={{ strokeWidth: wide(width + 8) }}
          strokeLinecap="round"
        />
      )}
      {look.matrix && (
        <path d={path} fill="none" stroke={colour} strokeOpacity={0.25} style={{ strokeWidth: wide(width + 5) }} />
      )}
      <path
        d={path}
        fill="none"
        className="react-flow__edge-path"
        style={{
          stroke: colour,
          strokeWidth: wide(width),
          strokeDasharray: dashes,
          strokeLinecap: dashes ? 'butt' : 'round',
        }}
      />
      {mark === 'start' && (
        <circle
          cx={look.startX}
          cy={look.startY}
          fill="var(--paper)"
          stroke="var(--accent)"
          style={{ r: wide(5), strokeWidth: wide(2.5) }}
        />
      )}
    </g>
  );
}

/** An edge that React Flow holds: its line, or the lines of its connections. */
export const ConnectionEdge = memo(function ConnectionEdge({ id, data, selected }: EdgeProps<FlowEdge>) {
  if (!data) return null;
  const { lines } = data;
  const several = lines.length > 1;
  return (
    <g data-testid={`edge-${id}`} data-mark={strongestMark(lines)}>
      {lines.map((look) => (
        <LineSvg key={look.key} look={look} selected={selected === true && !several} />
      ))}
      {lines.map((look) => (
        <path
          key={look.key}
          d={look.path}
          data-row={several ? look.row : undefined}
          data-col={several ? look.col : undefined}
          className="react-flow__edge-interaction"
          fill="none"
          strokeOpacity={0}
          strokeWidth={several ? 12 : 22}
        />
      ))}
      <EdgeLabelRenderer>
        {lines.map(
          (look) =>
            look.label && (
              <LineLabel
                key={look.key}
                look={look}
                selected={selected === true && (!several || look.mark === 'start')}
              />
            ),
        )}
      </EdgeLabelRenderer>
    </g>
  );
});

const BY_STRENGTH = ['plain', 'aside', 'blocked', 'lit', 'start'] as const;

function strongestMark(lines: readonly LineLook[]): LineLook['mark'] {
  return BY_STRENGTH[Math.max(0, ...lines.map(({ mark }) => BY_STRENGTH.indexOf(mark)))];
}

interface LineLabelProps {
  readonly look: LineLook;
  readonly selected: boolean;
  /** The line is one of the picture's: those that cross it have no elements of their own to be met by. */
  readonly pictured?: boolean;
}

/** A pill on the paper's colour; it never takes the pointer from its line. */
export function LineLabel({ look, selected, pictured = false }: LineLabelProps) {
  const aside = look.mark === 'aside' && !look.hot;
  // Among the many lines of a picture the label of the chosen one lies over others, and a click there means them.
  const covers = pictured && selected;
  return (
    <div
      data-testid={`edge-label-${look.key}`}
      data-weight={covers ? undefined : chosenBy(look)}
      data-aside={aside || undefined}
      data-wanted={look.hot || selected || look.factor || undefined}
      className={cx(
        'line-label pointer-events-none absolute rounded-md border bg-paper px-1.5 py-px text-center text-2xs leading-[14px] whitespace-nowrap tabular-nums transition-opacity duration-150',
        look.blocked ? 'border-warn text-warn' : selected ? 'border-accent text-ink' : 'border-line text-ink-2',
        aside && 'opacity-30',
      )}
      style={{
        transform: `translate(-50%, -50%) translate(${look.labelX}px, ${look.labelY}px) scale(var(--label-scale))`,
      }}
    >
      {look.label?.map((line, index) => (
        <div key={line} className={index === 0 ? 'text-ink' : look.broken ? 'text-warn' : undefined}>
          {line}
        </div>
      ))}
    </div>
  );
}

export const EDGE_TYPES = { connection: ConnectionEdge };
