import { setFrozen, setTie } from '../../model/commands/connect';
import { edgeById, isWeighted, ownerOf, shapeOfEdge } from '../../model/document';
import { useDocument } from '../../store/document';
import { Row, Section, Select, Toggle } from '../../ui/controls';
import { RichLabel } from '../../ui/Tex';
import { edit } from '../edit';
import { nodeName } from '../names';
import { Names } from './Names';

/** Name, ends, tie and freezing of an edge. */
export function EdgeSettings({ id }: { id: string }) {
  const doc = useDocument((state) => state.doc);
  const edge = edgeById(doc, id);
  if (!edge) return null;
  const weighted = isWeighted(doc, edge);
  const shape = shapeOfEdge(doc, edge);
  const partners = doc.edges.filter((other) => {
    if (other.id === id || !other.weight) return false;
    const its = shapeOfEdge(doc, other);
    return its.rows === shape.rows && its.cols === shape.cols;
  });
  return (
    <Section title="Edge">
      <Names id={id} label={edge.label} of="edge" />
      <Row label="Runs">
        <RichLabel text={`${nodeName(doc, edge.source)} → ${nodeName(doc, edge.target)}`} />
      </Row>
      {weighted && (
        <>
          <Row label="Shares">
            <Select
              label="Shares the weight of"
              value={edge.tiedTo ?? ''}
              options={[
                { value: '', label: 'a weight of its own' },
                ...partners.map((other) => ({ value: other.id, label: `the weight of ${other.id}` })),
              ]}
              onChange={(to) => edit(`Tie ${id}`, (now) => setTie(now, id, to === '' ? null : to))}
            />
          </Row>
          <Row label="Frozen">
            <Toggle
              label="Frozen: training leaves it alone"
              checked={ownerOf(doc, edge).frozen}
              onChange={(on) => edit(`Freeze ${id}`, (now) => setFrozen(now, ownerOf(now, edge).id, on))}
            />
          </Row>
        </>
      )}
    </Section>
  );
}
