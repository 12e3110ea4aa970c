import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { removeMany } from '../../model/commands/remove';
import { edgeById, isWeighted, shapeOfEdge } from '../../model/document';
import { useDocument } from '../../store/document';
import { IconButton } from '../../ui/controls';
import { edit } from '../edit';
import { MatrixGrid } from './MatrixGrid';

/** An edge with its matrix, every cell a weight; below it whatever belongs to the choice, so that cells stay in place. */
export function EdgeInspector({ id, children }: { id: string; children: ReactNode }) {
  const doc = useDocument((state) => state.doc);
  const edge = edgeById(doc, id);
  if (!edge) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  return (
    <div className="flex h-full flex-col" data-testid="edge-inspector">
      <header className="flex shrink-0 items-center justify-between gap-2 border-line border-b px-4 py-2.5">
        <h2 className="font-medium text-base">
          {edge.label ?? edge.id}{' '}
          {isWeighted(doc, edge) && (
            <span className="font-normal text-ink-3 text-sm">
              {rows} × {cols}
            </span>
          )}
        </h2>
        <IconButton
          label={`Delete ${edge.id}`}
          keys="Delete"
          onClick={() => edit(`Delete ${id}`, (now) => removeMany(now, [id]))}
        >
          <Trash2 size={15} />
        </IconButton>
      </header>
      {isWeighted(doc, edge) && (
        <div className="shrink-0 border-line border-b px-4 py-3">
          <h3 className="mb-2 font-medium text-2xs text-ink-3">
            Weights and their gradients; click one to see its paths
          </h3>
          <MatrixGrid edge={edge} />
        </div>
      )}
      <div className="quiet-scroll min-h-0 flex-1">{children}</div>
    </div>
  );
}
