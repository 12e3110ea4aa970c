import { type Colouring, MOST_UNITS_UP_TO, useSession } from '../../store/session';
import { Row, Section, Select } from '../../ui/controls';
import { NumberField } from '../../ui/NumberField';
import { parseWhole } from '../parseNumber';

const WIDTHS: readonly { readonly value: Colouring | 'colour'; readonly label: string }[] = [
  { value: 'colour', label: 'the quantity of the colour' },
  { value: 'gradient', label: 'the gradient' },
  { value: 'contribution', label: 'the edge contribution' },
  { value: 'flow', label: 'the path flow' },
  { value: 'weight', label: 'the weight' },
  { value: 'activation', label: 'the activation' },
];

/** How lines and layers are drawn: what the width of a line says, and which layers are drawn unit by unit. */
export function DrawingRows({ largest }: { largest: number }) {
  const unitsUpTo = useSession((state) => state.unitsUpTo);
  const widthBy = useSession((state) => state.widthBy);
  return (
    <Section title="Drawing">
      <Row label="Width shows">
        <Select
          label="Quantity that the width of lines follows"
          value={widthBy ?? 'colour'}
          options={WIDTHS}
          onChange={(value) => useSession.getState().set({ widthBy: value === 'colour' ? null : value })}
        />
      </Row>
      {largest > 1 && (
        <>
          <Row label="By unit up to">
            <NumberField
              label="Layers up to this many units are drawn unit by unit"
              testId="units-up-to"
              value={unitsUpTo}
              parse={(text, present) => parseWhole(text, present, 1, MOST_UNITS_UP_TO)}
              onChange={(unitsUpTo) => useSession.getState().set({ unitsUpTo })}
            />
          </Row>
          <p className="mt-1 text-ink-3 text-xs">
            Larger layers are blocks, unless drawn by hand. Double-click a layer to change it.
          </p>
        </>
      )}
    </Section>
  );
}
