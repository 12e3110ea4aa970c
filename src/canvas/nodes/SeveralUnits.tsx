/** The body of a card with several units: each of them where its lines end, or one block. */
import { useRef } from 'react';
import type { InputNode, LayerNode, OpNode } from '../../model/types';
import type { View } from '../views';
import { Block } from './Block';
import { NodeName } from './frame';
import { UnitDots, UnitPills } from './UnitColumn';
import { UnitStrip } from './UnitStrip';
import { UnitTable } from './UnitTable';
import { COLUMN_HEAD, columnOf } from './unitGeometry';
import { useMorph } from './useMorph';
import { useActivations, useUnitMarks } from './values';

export type Several = InputNode | LayerNode | OpNode;

/** What a card says of its units besides their name: `8 × relu`, `4 values`, `2 units, +`. */
export function kindText(record: Several): string {
  if (record.kind === 'input') return `${record.size} values`;
  if (record.kind === 'op') return `${record.size} units`;
  return `${record.size} × ${record.activation}${record.surrogate ? `, ∂ as ${record.surrogate}` : ''}`;
}

/** Units so small on the screen that they are drawn as one strip, in the room of the column. */
function FarColumn({ record, height }: { record: Several; height: number }) {
  const activations = useActivations(record.id);
  const marks = useUnitMarks(record.id, record.size);
  return (
    <div className="flex justify-center" style={{ height }}>
      <UnitStrip
        values={activations}
        marks={marks}
        columns={1}
        width={26}
        height={height}
        label={`Activations of ${record.id}`}
      />
    </div>
  );
}

/** A card that is drawn by its units. */
export function SeveralUnits({ record, view }: { record: Several; view: View }) {
  const body = useRef<HTMLDivElement>(null);
  useMorph(body, view === 'block');
  return (
    <div ref={body}>
      <Body record={record} view={view} />
    </div>
  );
}

function Body({ record, view }: { record: Several; view: View }) {
  const column = columnOf(record);
  if (view === 'block' || column === null) return <Block record={record} />;
  if (column.look === 'table') return <UnitTable record={record} column={column} />;
  const inner = column.height - COLUMN_HEAD - 10;
  return (
    <div style={{ width: column.width, height: column.height }}>
      <div
        className="pointer-events-auto rounded-t-card border-line border-b bg-panel px-2.5 pt-0.5 text-center leading-4"
        style={{ height: COLUMN_HEAD - 2 }}
      >
        <NodeName id={record.id} label={record.label} className="block leading-[17px]" />
        <span className="block truncate text-2xs leading-[15px] text-ink-3">{kindText(record)}</span>
      </div>
      <div className="h-0.5" />
      {view === 'far' ? (
        <FarColumn record={record} height={inner} />
      ) : column.look === 'pills' ? (
        <UnitPills record={record} column={column} />
      ) : (
        <UnitDots record={record} column={column} />
      )}
    </div>
  );
}
