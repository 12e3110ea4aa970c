/** Few units, written out: one row each, where its lines end. */
import { cx } from '../../ui/cx';
import { exact, formatParam, formatValue } from '../../ui/format';
import { Tex } from '../../ui/Tex';
import { warnOf } from '../../ui/warn';
import { NodeName } from './frame';
import { kindText, type Several } from './SeveralUnits';
import type { UnitColumn } from './unitGeometry';
import { useDeltaTex, useUnit, useUnitMarks } from './values';

function Value({ value, plain }: { value: number | null; plain?: boolean }) {
  return (
    <span
      className={cx('flex-1 text-right tabular-nums', warnOf(value) && 'font-medium', warnOf(value))}
      title={value === null ? undefined : exact(value)}
    >
      {value === null ? '–' : plain ? formatParam(value) : formatValue(value, 3)}
    </span>
  );
}

function UnitRow({ record, unit, high, aside }: { record: Several; unit: number; high: number; aside: boolean }) {
  const values = useUnit(record.id, unit);
  return (
    <div
      className={cx('flex items-center gap-2 px-3 text-xs transition-opacity duration-150', aside && 'opacity-35')}
      style={{ height: high }}
    >
      <span className="w-3 text-ink-3 tabular-nums">{unit}</span>
      {record.kind === 'layer' ? (
        <>
          <Value value={values.z} />
          <Value value={values.a} />
          <Value value={values.dLdz} />
        </>
      ) : (
        <Value value={record.kind === 'input' ? record.values[unit] : values.a} plain={record.kind === 'input'} />
      )}
    </div>
  );
}

/** A layer of few units as a table of z, a and ∂L/∂z. */
export function UnitTable({ record, column }: { record: Several; column: UnitColumn }) {
  const delta = useDeltaTex();
  const marks = useUnitMarks(record.id, record.size);
  return (
    <div style={{ width: column.width, height: column.height }}>
      <div className="flex items-baseline justify-between gap-2 px-3 pt-1.5" style={{ height: 32 }}>
        <NodeName id={record.id} label={record.label} />
        <span className="truncate text-2xs text-ink-3">{kindText(record)}</span>
      </div>
      {record.kind === 'layer' && (
        <div className="flex gap-2 px-3 text-2xs text-ink-3" style={{ height: 20 }}>
          <span className="w-3" />
          {['z', 'a', delta].map((name) => (
            <span key={name} className="flex-1 text-right">
              <Tex tex={name} />
            </span>
          ))}
        </div>
      )}
      <div style={{ paddingTop: record.kind === 'layer' ? 0 : 2 }}>
        {Array.from({ length: record.size }, (_, unit) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its index.
          <UnitRow key={unit} record={record} unit={unit} high={column.pitch} aside={marks?.[unit] === 0} />
        ))}
      </div>
    </div>
  );
}
