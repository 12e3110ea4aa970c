import { useState } from 'react';
import type { Optimizer } from '../../engine';
import { learningRateOf } from '../../explain/update';
import { useDocument } from '../../store/document';
import { useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { Button, Row, Section, Select } from '../../ui/controls';
import { formatCount, formatValue } from '../../ui/format';
import { NumberField } from '../../ui/NumberField';
import { warnOf } from '../../ui/warn';
import { parseNumber } from '../parseNumber';

type Kind = 'sgd' | 'momentum' | 'nesterov' | 'rmsprop' | 'adam' | 'adamw';

const KINDS: readonly { readonly value: Kind; readonly label: string }[] = [
  { value: 'sgd', label: 'SGD' },
  { value: 'momentum', label: 'SGD, momentum 0.9' },
  { value: 'nesterov', label: 'SGD, Nesterov 0.9' },
  { value: 'rmsprop', label: 'RMSProp' },
  { value: 'adam', label: 'Adam' },
  { value: 'adamw', label: 'AdamW' },
];

function optimizerOf(kind: Kind, learningRate: number): Optimizer {
  if (kind === 'momentum') return { kind: 'sgd', learningRate, momentum: 0.9 };
  if (kind === 'nesterov') return { kind: 'sgd', learningRate, momentum: 0.9, nesterov: true };
  return { kind, learningRate };
}

const RUNS = [1, 10, 100, 1000];

/** Training steps on the sample that is on the canvas; a run is one undo step. */
export function TrainSection({
  onTrain,
  onStop,
}: {
  onTrain: (optimizer: Optimizer, steps: number) => void;
  onStop: () => void;
}) {
  const [kind, setKind] = useState<Kind>('sgd');
  const wished = useSession((state) => state.learningRate);
  const usual = useDocument((state) => learningRateOf(state.doc));
  const rate = wished ?? usual;
  const training = useRun((state) => state.training);
  const ready = useRun((state) => state.problem === null && (state.passes?.layout.paramCount ?? 0) > 0);
  const hasLoss = useDocument((state) => state.doc.nodes.some((node) => node.kind === 'loss'));
  if (!ready || !hasLoss) return null;
  return (
    <Section title="Train on this sample">
      <Row label="Optimizer">
        <Select label="Optimizer" value={kind} options={KINDS} onChange={setKind} />
      </Row>
      <Row label="Learning rate">
        <NumberField
          label="Learning rate"
          testId="learning-rate"
          value={rate}
          parse={parseNumber}
          onChange={(learningRate) => useSession.getState().set({ learningRate })}
        />
      </Row>
      <div className="mt-2 flex items-center gap-1.5">
        {training === null ? (
          RUNS.map((steps) => (
            <Button key={steps} data-testid={`train-${steps}`} onClick={() => onTrain(optimizerOf(kind, rate), steps)}>
              {formatCount(steps)} {steps === 1 ? 'step' : ''}
            </Button>
          ))
        ) : (
          <>
            <Button onClick={onStop}>Stop</Button>
            <span className="tabular-nums text-ink-2">
              step {formatCount(training.steps)}
              {training.loss !== null && (
                <span className={warnOf(training.loss)}>, loss {formatValue(training.loss)}</span>
              )}
            </span>
          </>
        )}
      </div>
    </Section>
  );
}
