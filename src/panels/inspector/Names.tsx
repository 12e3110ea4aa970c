import { rename, setLabel } from '../../model/commands/nodes';
import { applySelection } from '../../store/selection';
import { Row } from '../../ui/controls';
import { TextField } from '../../ui/TextField';
import { edit } from '../edit';
import { useWish } from '../useWish';

interface NamesProps {
  readonly id: string;
  readonly label: string | undefined;
  readonly of: 'node' | 'edge';
}

/** Label and id of a node or an edge. The id names parameters; the label is what the canvas shows. */
export function Names({ id, label, of }: NamesProps) {
  const wish = useWish('editLabel');
  return (
    <>
      <Row label="Label">
        <span {...wish.around} className="contents">
          <TextField
            label="Label"
            testId="label-field"
            value={label ?? ''}
            placeholder="as the id; TeX between $"
            onDone={wish.onDone}
            onCommit={(text) => edit(`Label ${id}`, (doc) => setLabel(doc, id, text.trim()))}
          />
        </span>
      </Row>
      <Row label="Id">
        <TextField
          label="Id"
          testId="id-field"
          value={id}
          onCommit={(text) => {
            const to = text.trim();
            if (!edit(`Rename ${id}`, (doc) => rename(doc, id, to))) return false;
            const only = new Set([to]);
            applySelection(of === 'node' ? { nodes: only, edges: new Set() } : { nodes: new Set(), edges: only });
            return true;
          }}
        />
      </Row>
    </>
  );
}
