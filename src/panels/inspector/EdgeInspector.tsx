import { Trash2 } from 'lucide-react';
import { removeMany } from '../../model/commands/remove';
import { edgeById, isWeighted, shapeOfEdge } from '../../model/document';
import { useDocument } from '../../store/document';
import { IconButton, Section } from '../../ui/controls';
import { edit } from '../edit';
import { EdgeSettings } from './EdgeSettings';
import { MatrixGrid } from './MatrixGrid';

/** An edge: its matrix, every cell a weight, and its settings. */
export function EdgeInspector({ id }: { id: string }) {
  const doc = useDocument((state) => state.doc);
  const edge = edgeById(doc, id);
  if (!edge) return null;
  const { rows, cols } = shapeOfEdge(doc, edge);
  return (
    <div className="quiet-scroll h-full" data-testid="edge-inspector">
      <header className="flex items-center justify-between gap-2 border-line border-b px-4 py-2.5">
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
        <Section title="Weights and their gradients; click one to see its paths">
          <MatrixGrid edge={edge} />
        </Section>
      )}
      <EdgeSettings id={id} />
    </div>
  );
}
