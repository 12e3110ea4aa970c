import { ViewportPortal } from '@xyflow/react';
import type { CardBox } from '../../model/commands/arrange';
import { nodeById } from '../../model/document';
import { useDocument } from '../../store/document';
import { NodeName } from '../nodes/frame';

/** Faint cards where those stand that are being copied by a drag. */
export function Originals({ boxes }: { boxes: readonly CardBox[] }) {
  const doc = useDocument((state) => state.doc);
  if (boxes.length === 0) return null;
  return (
    <ViewportPortal>
      {boxes.map(({ id, x, y, width, height }) => (
        <div
          key={id}
          data-testid="original"
          className="pointer-events-none absolute top-0 left-0 rounded-card border border-line-2 border-dashed bg-panel/50 px-3.5 py-2 opacity-60"
          style={{ width, height, transform: `translate(${x}px, ${y}px)` }}
        >
          {nodeById(doc, id) && <NodeName id={id} label={nodeById(doc, id)?.label} />}
        </div>
      ))}
    </ViewportPortal>
  );
}
