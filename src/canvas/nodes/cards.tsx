/** One card for each kind of node. They show; what they show is changed in the inspector. */
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { LOSSES } from '../../engine/registry';
import type { InputNode, LayerNode, LossNode, OpNode } from '../../model/types';
import { cx } from '../../ui/cx';
import { exact, formatNarrow, formatParam, formatValue } from '../../ui/format';
import { Tex } from '../../ui/Tex';
import { warnOf } from '../../ui/warn';
import type { FlowNode, NodeData } from '../flowTypes';
import { ActivationPlot } from './ActivationPlot';
import { FactorBadge, Frame, NodeName } from './frame';
import { SeveralUnits } from './SeveralUnits';
import { isOpen } from './unitGeometry';
import { useDeltaTex, useLossValue, useReach, useUnit } from './values';

type CardProps = NodeProps<FlowNode>;

function factorOf(data: NodeData) {
  return data.factor ? <FactorBadge text={data.factor.text} blocked={data.factor.blocked} /> : null;
}

/** Room for a number beside the plot, in digits: for −0.0004196, so that it has those of the labels on lines. */
const ROOM = 9.5;

function Quantity({ name, value }: { name: string; value: number | null }) {
  return (
    <div className="flex items-baseline justify-between gap-1 whitespace-nowrap text-xs leading-[18px]">
      <span className="text-ink-3">
        <Tex tex={name} />
      </span>
      <span
        className={cx('tabular-nums', warnOf(value) && 'font-medium', warnOf(value))}
        title={value === null ? undefined : exact(value)}
      >
        {value === null ? '–' : formatNarrow(value, ROOM)}
      </span>
    </div>
  );
}

/** The card of an input. */
export const InputCard = memo(function InputCard({ data, selected }: CardProps) {
  const record = data.record as InputNode;
  const single = record.size === 1;
  return (
    <Frame
      id={record.id}
      selected={selected}
      mark={data.mark}
      hot={data.hot}
      input={false}
      output
      open={data.view !== 'block' && isOpen(record)}
      className={single ? 'rounded-[22px]' : undefined}
    >
      {single ? (
        <div className="flex h-11 min-w-[104px] items-center justify-between gap-4 px-4">
          <NodeName id={record.id} label={record.label} />
          <span className="text-sm tabular-nums" title={exact(record.values[0])}>
            {formatParam(record.values[0])}
          </span>
        </div>
      ) : (
        <SeveralUnits record={record} view={data.view} />
      )}
      {factorOf(data)}
    </Frame>
  );
});

function NeuronBody({ record }: { record: LayerNode }) {
  const unit = useUnit(record.id, 0);
  const delta = useDeltaTex();
  const reach = useReach(record.id);
  return (
    <div className="w-[168px] px-3 pt-2 pb-2">
      <div className="flex items-baseline justify-between gap-2">
        <NodeName id={record.id} label={record.label} />
        <span className="truncate text-2xs text-ink-3">
          {record.surrogate ? `${record.activation}, ∂ as ${record.surrogate}` : record.activation}
        </span>
      </div>
      <div className="mt-1 flex items-center gap-1.5">
        <div className="min-w-0 flex-1">
          <Quantity name="z" value={unit.z} />
          <Quantity name="a" value={unit.a} />
          <Quantity name={delta} value={unit.dLdz} />
        </div>
        <ActivationPlot activation={record.activation} z={unit.a === null ? null : unit.z} reach={reach} />
      </div>
    </div>
  );
}

/** The card of a layer: of a neuron, of its units, or a block. */
export const LayerCard = memo(function LayerCard({ data, selected }: CardProps) {
  const record = data.record as LayerNode;
  return (
    <Frame
      id={record.id}
      selected={selected}
      mark={data.mark}
      hot={data.hot}
      input
      output
      open={data.view !== 'block' && isOpen(record)}
    >
      {record.size === 1 ? <NeuronBody record={record} /> : <SeveralUnits record={record} view={data.view} />}
      {factorOf(data)}
    </Frame>
  );
});

const OP_SIGNS = { add: '+', multiply: '×', concat: '⧺' } as const;

/** The card of an op. */
export const OpCard = memo(function OpCard({ data, selected }: CardProps) {
  const record = data.record as OpNode;
  const unit = useUnit(record.id, 0);
  return (
    <Frame
      id={record.id}
      selected={selected}
      mark={data.mark}
      hot={data.hot}
      input
      output
      open={data.view !== 'block' && isOpen(record)}
    >
      {record.size > 1 && data.view !== 'block' ? (
        <SeveralUnits record={record} view={data.view} />
      ) : (
        <div className="flex h-14 min-w-[88px] items-center gap-3 px-3">
          <span className="text-lg text-ink-2">{OP_SIGNS[record.op]}</span>
          <div className="min-w-0">
            <NodeName id={record.id} label={record.label} className="block" />
            <span className={cx('block text-2xs tabular-nums', (record.size === 1 && warnOf(unit.a)) || 'text-ink-3')}>
              {record.size === 1 ? (unit.a === null ? '–' : formatValue(unit.a)) : `${record.size} units`}
            </span>
          </div>
        </div>
      )}
      {factorOf(data)}
    </Frame>
  );
});

/** The card of a loss, with its targets. */
export const LossCard = memo(function LossCard({ data, selected }: CardProps) {
  const record = data.record as LossNode;
  const value = useLossValue(record.id);
  return (
    <Frame id={record.id} selected={selected} mark={data.mark} hot={data.hot} input output={false} className="border-2">
      <div className="w-[172px] px-3 py-2">
        <div className="flex items-baseline justify-between gap-2">
          <NodeName id={record.id} label={record.label} />
          <span className="truncate text-2xs text-ink-3">{LOSSES[record.loss].title}</span>
        </div>
        <div
          className={cx('mt-0.5 text-base tabular-nums', warnOf(value))}
          title={value === null ? undefined : exact(value)}
        >
          {value === null ? '–' : formatValue(value)}
        </div>
        <div className="truncate text-2xs text-ink-3 tabular-nums">
          target{' '}
          {record.target.length <= 3
            ? Array.from(record.target, formatParam).join(', ')
            : `${record.target.length} values`}
        </div>
      </div>
      {factorOf(data)}
    </Frame>
  );
});

/** React Flow styles nodes called `input` by itself, so the kinds get names of ours. */
export const NODE_TYPES = { inputCard: InputCard, layerCard: LayerCard, opCard: OpCard, lossCard: LossCard };
