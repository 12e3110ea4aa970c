/** Many units as one block: their values as a picture, how they are distributed, and the weights that enter them. */
import { useShallow } from 'zustand/react/shallow';
import { useDocument } from '../../store/document';
import { BLOCK_INNER, BLOCK_WIDTH, matricesInto, stripOf } from './blockGeometry';
import { NodeName } from './frame';
import { HeatMap } from './HeatMap';
import { UnitHistogram } from './Histogram';
import { kindText, type Several } from './SeveralUnits';
import { UnitStrip } from './UnitStrip';
import { useActivations, useUnitMarks } from './values';

/** A layer as a block: its size, a histogram of its units, and its incoming matrices as heat maps. */
export function Block({ record }: { record: Several }) {
  const activations = useActivations(record.id);
  const marks = useUnitMarks(record.id, record.size);
  const edges = useDocument(useShallow(({ doc }) => matricesInto(doc, record.id).map(({ id }) => id)));
  return (
    <div className="px-3 pt-2 pb-2.5" style={{ width: BLOCK_WIDTH }}>
      <div className="flex items-baseline justify-between gap-2">
        <NodeName id={record.id} label={record.label} />
        <span className="truncate text-2xs text-ink-3">{kindText(record)}</span>
      </div>
      <div className="mt-1.5">
        <UnitStrip
          values={activations}
          width={BLOCK_INNER}
          marks={marks}
          {...stripOf(record)}
          label={`${record.kind === 'input' ? 'Values' : 'Activations'} of ${record.id}`}
        />
      </div>
      {record.kind === 'layer' && <UnitHistogram node={record.id} width={BLOCK_INNER} />}
      {edges.map((edge) => (
        <HeatMap key={edge} edge={edge} width={BLOCK_INNER} pictures={edges.length} />
      ))}
    </div>
  );
}
