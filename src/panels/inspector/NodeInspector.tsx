import { Trash2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { ACTIVATIONS, LOSSES, OPS } from '../../engine/registry';
import { ACTIVATION_NAMES, type ActivationName, LOSS_NAMES, OP_NAMES } from '../../engine/types';
import { canConnect, connect } from '../../model/commands/connect';
import { setLocked } from '../../model/commands/lock';
import { setActivation, setBias, setLoss, setOp, setSize, setSurrogate } from '../../model/commands/nodes';
import { removeMany } from '../../model/commands/remove';
import { nodeById } from '../../model/document';
import type { InputNode, LayerNode, LossNode, NodeRecord, OpNode } from '../../model/types';
import { useDocument } from '../../store/document';
import { biasGradient, unitValues, useRun } from '../../store/run';
import { initNow } from '../../store/session';
import { IconButton, Row, Section, Select, Toggle } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { formatCount, formatValue } from '../../ui/format';
import { NumberField } from '../../ui/NumberField';
import { RichLabel } from '../../ui/Tex';
import { warnOf } from '../../ui/warn';
import { edit } from '../edit';
import { parseWhole } from '../parseNumber';
import { FunctionPlot } from './FunctionPlot';
import { Names } from './Names';
import { NumberList } from './NumberList';
import { UnitTable } from './UnitTable';

const KINDS: Readonly<Record<NodeRecord['kind'], string>> = { input: 'Input', layer: 'Layer', op: 'Op', loss: 'Loss' };

function SizeRow({ id, size }: { id: string; size: number }) {
  return (
    <Row label="Units">
      <NumberField
        label="Number of units"
        testId="size-field"
        value={size}
        parse={(text, present) => parseWhole(text, present, 1)}
        // A smaller size loses weights: it counts when typing ends, not on its way.
        live={false}
        onChange={(next) => edit(`Resize ${id}`, (doc) => setSize(doc, id, next, initNow()))}
      />
    </Row>
  );
}

function InputPart({ node }: { node: InputNode }) {
  return (
    <>
      <Section>
        <SizeRow id={node.id} size={node.size} />
      </Section>
      <Section title="Values">
        <NumberList
          slot={{ of: 'values', id: node.id }}
          values={node.values}
          label={(i) => (node.size === 1 ? 'value' : `${node.id}[${i}]`)}
        />
      </Section>
    </>
  );
}

const ACTIVATION_OPTIONS = ACTIVATION_NAMES.map((value) => ({ value, label: ACTIVATIONS[value].title }));
const SURROGATE_OPTIONS = [
  { value: 'none' as const, label: 'its own' },
  ...ACTIVATION_OPTIONS.filter(({ value }) => ACTIVATIONS[value].elementwise && value !== 'step'),
];

function LayerPart({ node }: { node: LayerNode }) {
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const points = Array.from(
    { length: Math.min(node.size, 64) },
    (_, unit) => unitValues(passes, node.id, unit)?.z ?? Number.NaN,
  );
  return (
    <>
      <Section>
        <Row label="Activation">
          <Select
            label="Activation"
            value={node.activation}
            options={ACTIVATION_OPTIONS}
            onChange={(name) => edit(`Activation of ${node.id}`, (doc) => setActivation(doc, [node.id], name))}
          />
        </Row>
        {ACTIVATIONS[node.activation].elementwise && (
          <Row label="Derivative">
            <Select<ActivationName | 'none'>
              label="Derivative used in the backward pass"
              value={node.surrogate ?? 'none'}
              options={SURROGATE_OPTIONS.map((option) =>
                option.value === 'none' || option.value === node.activation
                  ? option
                  : { ...option, label: `as ${option.label}` },
              )}
              onChange={(name) =>
                edit(`Derivative of ${node.id}`, (doc) => setSurrogate(doc, node.id, name === 'none' ? null : name))
              }
            />
          </Row>
        )}
        <SizeRow id={node.id} size={node.size} />
        <Row label="Bias">
          <Toggle
            label="Bias"
            checked={node.bias !== null}
            onChange={(on) => edit(`Bias of ${node.id}`, (doc) => setBias(doc, node.id, on))}
          />
        </Row>
      </Section>
      <Section>
        <FunctionPlot activation={node.activation} points={points} />
        {node.surrogate && (
          <p className="mt-2 text-warn text-xs">
            The backward pass uses the derivative of {ACTIVATIONS[node.surrogate].title.toLowerCase()} here: gradients
            are those of the surrogate.
          </p>
        )}
      </Section>
      {node.bias && (
        <Section title={node.size === 1 ? 'Bias' : 'Biases'}>
          <NumberList
            slot={{ of: 'bias', id: node.id }}
            values={node.bias}
            label={(i) => (node.size === 1 ? 'bias' : `bias[${i}]`)}
            gradient={(i) => biasGradient(passes, node.id, i)}
            address={(i) => `${node.id}.bias[${i}]`}
          />
        </Section>
      )}
      <Section title="Units">
        <UnitTable node={node.id} size={node.size} />
      </Section>
    </>
  );
}

function OpPart({ node }: { node: OpNode }) {
  return (
    <Section>
      <Row label="Operation">
        <Select
          label="Operation"
          value={node.op}
          options={OP_NAMES.map((value) => ({ value, label: OPS[value].title }))}
          onChange={(op) => edit(`Operation of ${node.id}`, (doc) => setOp(doc, node.id, op, initNow()))}
        />
      </Row>
      <Row label="Units">{formatCount(node.size)}</Row>
    </Section>
  );
}

function LossPart({ node }: { node: LossNode }) {
  const value = useRun((state) => (state.problem === null ? unitValues(state.passes, node.id, 0)?.a : undefined));
  return (
    <>
      <Section>
        <Row label="Loss">
          <Select
            label="Loss"
            value={node.loss}
            options={LOSS_NAMES.map((name) => ({ value: name, label: LOSSES[name].title }))}
            onChange={(loss) => edit(`Loss of ${node.id}`, (doc) => setLoss(doc, node.id, loss))}
          />
        </Row>
        <Row label="Value">
          <span className={cx('tabular-nums', warnOf(value))}>{value === undefined ? '–' : formatValue(value)}</span>
        </Row>
      </Section>
      <Section title={node.target.length === 1 ? 'Target' : 'Targets'}>
        <NumberList slot={{ of: 'target', id: node.id }} values={node.target} label={(i) => `target[${i}]`} />
      </Section>
    </>
  );
}

/** Nodes that an edge from here could enter; offered while there are few enough to choose from. */
function ConnectRow({ id }: { id: string }) {
  const doc = useDocument((state) => state.doc);
  const targets = doc.nodes.length > 400 ? [] : doc.nodes.filter((node) => canConnect(doc, id, node.id).ok);
  if (targets.length === 0) return null;
  return (
    <Row label="Connect to">
      <Select
        label={`Connect ${id} to`}
        value=""
        options={[
          { value: '', label: 'choose a node' },
          ...targets.map((node) => ({ value: node.id, label: node.id })),
        ]}
        onChange={(target) => {
          if (target !== '')
            edit(`Connect ${id} to ${target}`, (now) => connect(now, { source: id, target, init: initNow() }));
        }}
      />
    </Row>
  );
}

/** Everything about one node. */
export function NodeInspector({ id, children }: { id: string; children?: ReactNode }) {
  const node = useDocument((state) => nodeById(state.doc, id));
  if (!node) return null;
  return (
    <div className="quiet-scroll h-full" data-testid="node-inspector">
      <header className="flex items-center justify-between gap-2 border-line border-b px-4 py-2.5">
        <h2 className="min-w-0 truncate font-medium text-base">
          <RichLabel text={node.label ?? node.id} />{' '}
          <span className="font-normal text-ink-3 text-sm">
            {node.kind === 'layer' && node.size === 1 ? 'Neuron' : KINDS[node.kind]}
          </span>
        </h2>
        <IconButton
          label={`Delete ${node.id}`}
          keys="Delete"
          onClick={() => edit(`Delete ${node.id}`, (doc) => removeMany(doc, [node.id]))}
        >
          <Trash2 size={15} />
        </IconButton>
      </header>
      <Section>
        <Names id={node.id} label={node.label} of="node" />
        {node.kind !== 'loss' && <ConnectRow id={node.id} />}
        <Row label="Locked">
          <Toggle
            label="Locked"
            checked={node.locked === true}
            onChange={(on) => edit(`${on ? 'Lock' : 'Unlock'} ${node.id}`, (doc) => setLocked(doc, [node.id], on))}
          />
        </Row>
      </Section>
      {node.kind === 'input' && <InputPart node={node} />}
      {node.kind === 'layer' && <LayerPart node={node} />}
      {node.kind === 'op' && <OpPart node={node} />}
      {node.kind === 'loss' && <LossPart node={node} />}
      {children}
    </div>
  );
}
