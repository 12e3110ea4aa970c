import { INITIALISER_NAMES, type InitialiserName } from '../../engine/initialise';
import { useSession } from '../../store/session';
import { Row, Section, Select } from '../../ui/controls';
import { NumberField } from '../../ui/NumberField';
import { parseWhole } from '../parseNumber';

const TITLES: Readonly<Record<InitialiserName, string>> = {
  zero: 'Zero',
  normal: 'Normal, σ = 1',
  uniform: 'Uniform, ±1',
  xavier: 'Xavier (Glorot)',
  lecun: 'LeCun',
  he: 'He',
};

/** How the weights of new edges are drawn: by which recipe, from which seed. */
export function NewWeightsRows() {
  const init = useSession((state) => state.newWeights);
  const { set } = useSession.getState();
  return (
    <Section title="New weights">
      <Row label="Drawn by">
        <Select<InitialiserName | 'readable'>
          label="How new weights are drawn"
          value={init?.method ?? 'readable'}
          options={[
            { value: 'readable', label: 'Xavier, easy to read' },
            ...INITIALISER_NAMES.map((value) => ({ value, label: TITLES[value] })),
          ]}
          onChange={(method) => set({ newWeights: method === 'readable' ? null : { method, seed: init?.seed ?? 1 } })}
        />
      </Row>
      {init && (
        <Row label="Seed">
          <NumberField
            label="Seed of new weights"
            testId="new-weights-seed"
            value={init.seed}
            parse={(text, present) => parseWhole(text, present, 0)}
            onChange={(seed) => set({ newWeights: { ...init, seed } })}
          />
        </Row>
      )}
    </Section>
  );
}
