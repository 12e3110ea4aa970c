import { Trash2 } from 'lucide-react';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { removeMany } from '../../model/commands/remove';
import { edgeById, isWeighted, shapeOfEdge } from '../../model/document';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { IconButton } from '../../ui/controls';
import { edit } from '../edit';
import { OneScroll } from '../oneScroll';
import { MatrixGrid } from './MatrixGrid';

/**
 * An edge with its matrix, every cell a weight; below it whatever belongs to the choice, so that cells stay in place. All
 * of it is one scroll area: a matrix that stays in view would leave the paths no room.
 */
export function EdgeInspector({ id, children }: { id: string; children: ReactNode }) {
  const doc = useDocument((state) => state.doc);
  const chosen = useSession((state) => state.chosen !== null);
  const edge = edgeById(doc, id);
  const scroll = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another edge is read from its beginning.
  useLayoutEffect(() => {
    if (scroll.current) scroll.current.scrollTop = 0;
  }, [id]);
  if (!edge) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  return (
    // A stacking context of its own: the panel's grip lies above all of it.
    <div ref={scroll} className="quiet-scroll isolate h-full" data-testid="edge-inspector">
      <header className="flex items-center justify-between gap-2 px-4 pt-2 pb-1">
        <h2 className="min-w-0 truncate font-medium text-base">
          {edge.label ?? edge.id}{' '}
          {isWeighted(doc, edge) && (
            <span className="font-normal text-ink-3 text-sm">
              {rows} × {cols}
            </span>
          )}
        </h2>
        <IconButton
          label={`Delete ${edge.id}`}
          // With a weight of it chosen, the key is that weight's.
          keys={chosen ? undefined : 'Delete'}
          onClick={() => edit(`Delete ${id}`, (now) => removeMany(now, [id]))}
        >
          <Trash2 size={15} />
        </IconButton>
      </header>
      {isWeighted(doc, edge) && (
        <div className="border-line border-b px-4 pb-3">
          <h3 className="mb-2 font-medium text-2xs text-ink-3">
            Weights and their gradients; click one to see its paths
          </h3>
          <MatrixGrid key={id} edge={edge} />
        </div>
      )}
      <OneScroll value={true}>{children}</OneScroll>
    </div>
  );
}
