import { renameGroup } from '../../model/commands/groups';
import { groupOfExactly } from '../../model/groups';
import { useDocument } from '../../store/document';
import { useSession } from '../../store/session';
import { Button, Row, Section } from '../../ui/controls';
import { TextField } from '../../ui/TextField';
import { edit } from '../edit';
import { useWish } from '../useWish';

export type GroupCommand = 'group' | 'ungroup' | 'toggleCollapsed' | 'keepPart';

/** The group that is selected, by name; or the offer to make one of what is. */
export function GroupSection({ onCommand }: { onCommand: (command: GroupCommand) => void }) {
  const doc = useDocument((state) => state.doc);
  const nodes = useSession((state) => state.selection.nodes);
  const group = groupOfExactly(doc, nodes);
  const wish = useWish('editLabel', group !== null);
  return (
    <Section title="Group">
      {group && (
        <Row label="Name">
          <span {...wish.around} className="contents">
            <TextField
              label="Name of the group"
              value={group.name}
              onDone={wish.onDone}
              onCommit={(text) => edit('Rename a group', (now) => renameGroup(now, group.id, text))}
            />
          </span>
        </Row>
      )}
      <div className="mt-1.5 flex flex-wrap gap-1.5">
        {group ? (
          <>
            <Button onClick={() => onCommand('toggleCollapsed')}>{group.collapsed ? 'Expand' : 'Collapse'}</Button>
            <Button onClick={() => onCommand('ungroup')}>Ungroup</Button>
          </>
        ) : (
          <Button onClick={() => onCommand('group')}>Group</Button>
        )}
        <Button title="Puts it into the palette, for this and other networks" onClick={() => onCommand('keepPart')}>
          Keep as a part
        </Button>
      </div>
    </Section>
  );
}
