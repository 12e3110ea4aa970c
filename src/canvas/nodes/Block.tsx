/** Many units as one block: their values as a picture, how they are distributed, and the weights that enter them. */
import { incoming, isWeighted, ownerOf } from '../../model/document';
import { useDocument } from '../../store/document';
import { NodeName } from './frame';
import { HeatMap } from './HeatMap';
import { UnitHistogram } from './Histogram';
import { kindText, type Several } from './SeveralUnits';
import { gridOf, UnitStrip } from './UnitStrip';
import { useActivations, useUnitMarks } from './values';

const WIDTH = 168;
const INNER = WIDTH - 24;

/** The edge whose matrix a block shows: of several, the one with the most weights. */
function useLargestEdge(node: string): string | null {
  return useDocument(({ doc }) => {
    let best: string | null = null;
    let most = 0;
    for (const edge of incoming(doc, node)) {
      const weights = isWeighted(doc, edge) ? (ownerOf(doc, edge).weight?.length ?? 0) : 0;
      if (weights <= most) continue;
      most = weights;
      best = edge.id;
    }
    return best;
  });
}

export function Block({ record }: { record: Several }) {
  const activations = useActivations(record.id);
  const marks = useUnitMarks(record.id, record.size);
  const edge = useLargestEdge(record.id);
  const grid = gridOf(record.size);
  const square = grid.rows === grid.cols;
  const picture = record.kind === 'input' && square;
  return (
    <div className="px-3 pt-2 pb-2.5" style={{ width: WIDTH }}>
      <div className="flex items-baseline justify-between gap-2">
        <NodeName id={record.id} label={record.label} />
        <span className="truncate text-2xs text-ink-3">{kindText(record)}</span>
      </div>
      <div className="mt-1.5">
        <UnitStrip
          values={activations}
          width={INNER}
          height={picture ? INNER : Math.min(48, Math.max(10, grid.rows * 8))}
          marks={marks}
          columns={picture ? undefined : Math.min(record.size, square ? 24 : 16)}
          label={`${record.kind === 'input' ? 'Values' : 'Activations'} of ${record.id}`}
        />
      </div>
      {record.kind === 'layer' && <UnitHistogram node={record.id} width={INNER} />}
      {edge !== null && <HeatMap edge={edge} width={INNER} />}
    </div>
  );
}
