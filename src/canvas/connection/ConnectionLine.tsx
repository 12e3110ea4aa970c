import { type ConnectionLineComponentProps, type ReactFlowInstance, useReactFlow } from '@xyflow/react';
import { canConnect, type Verdict } from '../../model/commands/connect';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { curveBetween, type Point, pathOf } from '../geometry';
import { groupOfCard } from '../groups/fold';
import { cardAt } from './cardAt';
import { EXPAND_FIRST, sourcesOf } from './connecting';

/** The middle of a node's right handle; null while it is not drawn. */
function handleOf(flow: ReactFlowInstance, id: string): Point | null {
  const node = flow.getInternalNode(id);
  const handle = node?.internals.handleBounds?.source?.[0];
  if (!node || !handle) return null;
  const { x, y } = node.internals.positionAbsolute;
  return { x: x + handle.x + handle.width / 2, y: y + handle.y + handle.height / 2 };
}

const GROUP: Verdict = { ok: false, reason: EXPAND_FIRST };

/** Whether an edge can be drawn from one card to another; null over none. */
function verdictOn(doc: NetworkDocument, from: string, over: string | null, backwards: boolean): Verdict | null {
  if (over === null) return null;
  if (groupOfCard(over) !== null) return GROUP;
  return backwards ? canConnect(doc, over, from) : canConnect(doc, from, over);
}

/** The edges that are being drawn, one from each node that is dragged from; over a card that cannot take any, why. */
export function ConnectionLine(props: ConnectionLineComponentProps) {
  const { fromX, fromY, toX, toY, fromNode, toNode, fromHandle } = props;
  const flow = useReactFlow();
  const doc = useDocument((state) => state.doc);
  const backwards = fromHandle.type === 'target';
  const over = cardAt(flow.getNodes(), { x: toX, y: toY }) ?? toNode?.id ?? null;
  const to = { x: toX, y: toY };
  const lines = (backwards ? [fromNode.id] : sourcesOf(fromNode.id)).flatMap((id) => {
    const from = id === fromNode.id ? { x: fromX, y: fromY } : handleOf(flow, id);
    if (!from || id === over) return [];
    const path = pathOf(backwards ? curveBetween(to, from) : curveBetween(from, to));
    return [{ id, path, verdict: verdictOn(doc, id, over, backwards) }];
  });
  const colour = (verdict: Verdict | null) => (verdict && !verdict.ok ? 'var(--warn)' : 'var(--accent)');
  // As long as one of them is taken, nothing is refused.
  const end = lines.find(({ verdict }) => verdict?.ok)?.verdict ?? lines[0]?.verdict ?? null;
  return (
    <g>
      {lines.map(({ id, path, verdict }) => (
        <path key={id} data-testid="drawn-edge" d={path} fill="none" stroke={colour(verdict)} strokeWidth={2} />
      ))}
      <circle cx={toX} cy={toY} r={4} fill={colour(end)} />
      {end !== null && !end.ok && (
        <foreignObject x={toX + 12} y={toY - 44} width={280} height={60} className="overflow-visible">
          <div
            data-testid="refusal"
            className="inline-block max-w-[280px] rounded-md border border-warn bg-panel px-2 py-1 text-warn text-xs shadow-[var(--shadow-lift)]"
          >
            {end.reason}
          </div>
        </foreignObject>
      )}
    </g>
  );
}
