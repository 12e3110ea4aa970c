import { ViewportPortal } from '@xyflow/react';
import type { Guide } from './snap';

/** Thin lines along which dragged cards lie flush with others. */
export function Guides({ guides }: { guides: readonly Guide[] }) {
  if (guides.length === 0) return null;
  return (
    <ViewportPortal>
      <svg aria-hidden="true" className="pointer-events-none absolute top-0 left-0 h-px w-px overflow-visible">
        {guides.map(({ axis, at, from, to }) => (
          <line
            key={`${axis}${at}`}
            data-testid="snap-guide"
            {...(axis === 'x' ? { x1: at, x2: at, y1: from, y2: to } : { x1: from, x2: to, y1: at, y2: at })}
            stroke="var(--accent)"
            strokeWidth={1}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
    </ViewportPortal>
  );
}
