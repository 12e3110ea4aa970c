import { useState } from 'react';
import { lossName } from '../../model/names';
import { useDocument } from '../../store/document';
import { type Passes, unitValues, useRun } from '../../store/run';
import { Button } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatNarrow } from '../../ui/format';
import { Tex } from '../../ui/Tex';
import { warnOf } from '../../ui/warn';

const STEP = 40;
/** Room for a number, in digits. */
const ROOM = 8;

/** z, a, ∂L/∂z of every unit of a layer. */
export function UnitTable({ node, size }: { node: string; size: number }) {
  const passes: Passes | null = useRun((state) => (state.problem === null ? state.passes : null));
  const loss = useDocument((state) => lossName(state.doc).tex);
  const [shown, setShown] = useState(STEP);
  const count = Math.min(shown, size);
  return (
    <>
      <table className="w-full whitespace-nowrap text-xs tabular-nums">
        <thead>
          <tr className="text-ink-3">
            <th className="pb-1 text-left font-normal">unit</th>
            {['z', 'a', `\\partial ${loss}/\\partial a`, `\\partial ${loss}/\\partial z`].map((name) => (
              <th key={name} className="pb-1 text-right font-normal">
                <Tex tex={name} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {Array.from({ length: count }, (_, unit) => {
            const values = unitValues(passes, node, unit);
            const columns = values ? [values.z, values.a, values.dLda, values.dLdz] : [null, null, null, null];
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its index.
              <tr key={unit} className="border-line border-t">
                <td className="py-1 text-ink-3">{unit}</td>
                {columns.map((value, column) => (
                  <td
                    // biome-ignore lint/suspicious/noArrayIndexKey: four fixed columns.
                    key={column}
                    className={cx('py-1 text-right', warnOf(value))}
                    title={value === null ? undefined : exact(value)}
                  >
                    {value === null ? '–' : formatNarrow(value, ROOM)}
                  </td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
      {count < size && <Button onClick={() => setShown(count + 4 * STEP)}>Show more of {formatCount(size)}</Button>}
    </>
  );
}
