import { setNumbers, setWeight } from '../../model/commands/numbers';
import { edgeById, matrixOf, nodeById, shapeOfEdge } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { NumberField } from '../../ui/NumberField';
import { parseNumber } from '../parseNumber';
import { useWish } from '../useWish';

const WEIGHT = /^(\w+)\[(\d+),(\d+)\]$/;
const BIAS = /^(\w+)\.bias\[(\d+)\]$/;

/** Present value of a parameter by address; null when the document has none of that name. */
export function paramValue(doc: NetworkDocument, address: string): number | null {
  const weight = WEIGHT.exec(address);
  if (weight) {
    const edge = edgeById(doc, weight[1]);
    const matrix = edge && matrixOf(doc, edge);
    return edge && matrix ? matrix[Number(weight[2]) * shapeOfEdge(doc, edge).cols + Number(weight[3])] : null;
  }
  const bias = BIAS.exec(address);
  const node = bias && nodeById(doc, bias[1]);
  return bias && node?.kind === 'layer' && node.bias ? node.bias[Number(bias[2])] : null;
}

/** The parameter's own value, to be typed, stepped and dragged. */
export function ValueField({ address }: { address: string }) {
  const value = useDocument((state) => paramValue(state.doc, address));
  const wish = useWish('editValue', value !== null);
  if (value === null) return null;
  return (
    <span {...wish.around} className="shrink-0">
      <NumberField
        label={`Value of ${address}`}
        testId="param-value"
        prefix={BIAS.test(address) ? 'b' : 'w'}
        className="w-32"
        value={value}
        parse={parseNumber}
        onChange={(next, gesture) => {
          const { doc, run } = useDocument.getState();
          const weight = WEIGHT.exec(address);
          const bias = BIAS.exec(address);
          const result = weight
            ? setWeight(doc, weight[1], Number(weight[2]), Number(weight[3]), next)
            : setNumbers(doc, { of: 'bias', id: bias?.[1] ?? '' }, Number(bias?.[2]), [next]);
          const refused = run(`Change ${address}`, result, gesture);
          if (refused !== null) useSession.getState().say(refused, 'refused');
        }}
      />
    </span>
  );
}
