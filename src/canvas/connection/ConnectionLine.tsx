import type { ConnectionLineComponentProps } from '@xyflow/react';
import { canConnect } from '../../model/commands/connect';
import { useDocument } from '../../store/document';
import { curveBetween, pathOf } from '../geometry';

/** The edge that is being drawn; over a node that cannot take it, it says why. */
export function ConnectionLine(props: ConnectionLineComponentProps) {
  const { fromX, fromY, toX, toY, fromNode, toNode, fromHandle } = props;
  const doc = useDocument((state) => state.doc);
  const backwards = fromHandle.type === 'target';
  const source = backwards ? toNode?.id : fromNode.id;
  const target = backwards ? fromNode.id : toNode?.id;
  const verdict = source !== undefined && target !== undefined ? canConnect(doc, source, target) : null;
  const refused = verdict !== null && !verdict.ok;
  const from = { x: fromX, y: fromY };
  const to = { x: toX, y: toY };
  const path = pathOf(backwards ? curveBetween(to, from) : curveBetween(from, to));
  return (
    <g>
      <path d={path} fill="none" stroke={refused ? 'var(--warn)' : 'var(--accent)'} strokeWidth={2} />
      <circle cx={toX} cy={toY} r={4} fill={refused ? 'var(--warn)' : 'var(--accent)'} />
      {verdict !== null && !verdict.ok && (
        <foreignObject x={toX + 12} y={toY - 44} width={280} height={60} className="overflow-visible">
          <div
            data-testid="refusal"
            className="inline-block max-w-[280px] rounded-md border border-warn bg-panel px-2 py-1 text-warn text-xs shadow-[var(--shadow-lift)]"
          >
            {verdict.reason}
          </div>
        </foreignObject>
      )}
    </g>
  );
}
