import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Network,
} from 'lucide-react';
import { ACTIVATIONS } from '../../engine/registry';
import { ACTIVATION_NAMES, type ActivationName } from '../../engine/types';
import { setActivation } from '../../model/commands/nodes';
import { nodeById } from '../../model/document';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { Button, IconButton, Row, Section, Select } from '../../ui/controls';
import { plural } from '../../ui/format';
import { edit } from '../edit';
import { type GroupCommand, GroupSection } from './GroupSection';

/** What can be done with the places of several nodes. */
const ARRANGE = [
  ['alignLeft', 'Align left', AlignStartVertical, 2],
  ['alignCentre', 'Align centres', AlignCenterVertical, 2],
  ['alignRight', 'Align right', AlignEndVertical, 2],
  ['alignTop', 'Align top', AlignStartHorizontal, 2],
  ['alignMiddle', 'Align middles', AlignCenterHorizontal, 2],
  ['alignBottom', 'Align bottom', AlignEndHorizontal, 2],
  ['distributeHorizontally', 'Distribute horizontally', AlignHorizontalDistributeCenter, 3],
  ['distributeVertically', 'Distribute vertically', AlignVerticalDistributeCenter, 3],
  ['layOut', 'Lay out', Network, 2],
] as const;
export type SelectionCommand = (typeof ARRANGE)[number][0] | GroupCommand | 'delete';

/** Several things at once: what they have in common can be changed in one step. */
export function SelectionInspector({ onCommand }: { onCommand: (command: SelectionCommand) => void }) {
  const doc = useDocument((state) => state.doc);
  const { nodes, edges } = useSession((state) => state.selection);
  const notes = useSession((state) => state.selectedNotes);
  const placed = nodes.size + notes.size;
  const parts = [plural(nodes.size, 'node'), plural(edges.size, 'edge')];
  if (notes.size > 0) parts.push(plural(notes.size, 'note'));
  const layers = [...nodes].filter((id) => nodeById(doc, id)?.kind === 'layer');
  const activations = new Set(
    layers.map((id) => {
      const node = nodeById(doc, id);
      return node?.kind === 'layer' ? node.activation : '';
    }),
  );
  const shared = activations.size === 1 ? [...activations][0] : '';
  return (
    <div data-testid="selection-inspector">
      <header className="border-line border-b px-4 py-2.5">
        <h2 className="font-medium text-base">{plural(placed + edges.size, 'thing')} selected</h2>
        <p className="text-ink-2">{parts.join(', ')}</p>
      </header>
      {placed > 1 && (
        <Section title="Arrange">
          <div className="flex flex-wrap gap-1">
            {ARRANGE.map(([command, label, Icon, least]) => (
              <IconButton
                key={command}
                label={label}
                disabled={(command === 'layOut' ? nodes.size : placed) < least}
                onClick={() => onCommand(command)}
              >
                <Icon size={16} />
              </IconButton>
            ))}
          </div>
        </Section>
      )}
      {nodes.size > 1 && <GroupSection onCommand={onCommand} />}
      {layers.length > 0 && (
        <Section title={plural(layers.length, 'layer')}>
          <Row label="Activation">
            <Select<ActivationName | ''>
              label="Activation of all chosen layers"
              value={shared as ActivationName | ''}
              options={[
                ...(shared === '' ? [{ value: '' as const, label: 'different ones' }] : []),
                ...ACTIVATION_NAMES.map((value) => ({ value, label: ACTIVATIONS[value].title })),
              ]}
              onChange={(name) => {
                if (name !== '')
                  edit(`Activation of ${layers.length} layers`, (now) => setActivation(now, layers, name));
              }}
            />
          </Row>
        </Section>
      )}
      <Section>
        <Button onClick={() => onCommand('delete')}>Delete all</Button>
      </Section>
    </div>
  );
}
