import { useSession } from '../../store/session';
import { Row, Section } from '../../ui/controls';
import { NumberField } from '../../ui/NumberField';
import { parseNumber } from '../parseNumber';

/** How large layers are drawn: unit by unit up to a size, as blocks beyond. */
export function DrawingRows({ largest }: { largest: number }) {
  const unitsUpTo = useSession((state) => state.unitsUpTo);
  return (
    <Section title="Drawing">
      <Row label="By unit up to">
        <NumberField
          label="Layers up to this many units are drawn unit by unit"
          testId="units-up-to"
          value={unitsUpTo}
          parse={(text) => {
            const value = parseNumber(text);
            return value !== null && Number.isInteger(value) && value >= 1 ? value : null;
          }}
          onChange={(next) => useSession.getState().set({ unitsUpTo: Math.max(1, Math.round(next)) })}
        />
      </Row>
      <p className="mt-1 text-ink-3 text-xs">
        Larger layers are blocks, {largest > unitsUpTo ? 'as here' : 'of which there are none here'}. Double-click a
        layer to change it by hand.
      </p>
    </Section>
  );
}
