/** What the find box offers for a query: pure, so that it can be tested without a window. */
import type { MenuCommand } from '../../../electron/shared/ipc';
import { isWeighted, shapeOfEdge } from '../../model/document';
import { groupsOf } from '../../model/groups';
import type { NetworkDocument } from '../../model/types';
import { biasGradient, type Passes, weightGradient } from '../../store/run';
import { formatParam, formatValue } from '../../ui/format';
import { parseValueQuery, type ValueQuery } from './byValue';

interface ItemBase {
  readonly key: string;
  readonly title: string;
  /** Quiet text at the right: what kind of thing it is, or its value. */
  readonly aside: string;
}
export type FindItem = ItemBase &
  (
    | { readonly kind: 'command'; readonly command: MenuCommand; readonly keys?: string }
    | { readonly kind: 'node'; readonly id: string }
    | { readonly kind: 'group'; readonly members: readonly string[] }
    | { readonly kind: 'param'; readonly address: string; readonly near: readonly string[] }
  );

const COMMANDS: readonly { readonly command: MenuCommand; readonly title: string; readonly keys?: string }[] = [
  { command: 'new', title: 'New network', keys: 'Mod+N' },
  { command: 'open', title: 'Open a file', keys: 'Mod+O' },
  { command: 'save', title: 'Save', keys: 'Mod+S' },
  { command: 'saveAs', title: 'Save as', keys: 'Mod+Shift+S' },
  { command: 'exportPicture', title: 'Export a picture', keys: 'Mod+Shift+E' },
  { command: 'examples', title: 'Examples' },
  { command: 'undo', title: 'Undo', keys: 'Mod+Z' },
  { command: 'redo', title: 'Redo', keys: 'Mod+Shift+Z' },
  { command: 'selectAll', title: 'Select all', keys: 'Mod+A' },
  { command: 'zoomFit', title: 'Zoom to fit', keys: 'Shift+1' },
  { command: 'zoomSelection', title: 'Zoom to the selection', keys: 'Mod+2' },
  { command: 'toggleLock', title: 'Lock or unlock the selected nodes', keys: 'Mod+Shift+L' },
  { command: 'group', title: 'Group the selected nodes', keys: 'Mod+G' },
  { command: 'ungroup', title: 'Ungroup', keys: 'Mod+Shift+G' },
  { command: 'toggleCollapsed', title: 'Collapse or expand the selected group', keys: 'Mod+Alt+G' },
  { command: 'keepPart', title: 'Keep the selection as a part', keys: 'Mod+Alt+K' },
  { command: 'layOut', title: 'Lay out the selection, or all', keys: 'Mod+Alt+T' },
  { command: 'alignLeft', title: 'Align left', keys: 'Alt+A' },
  { command: 'alignCentre', title: 'Align centres', keys: 'Alt+H' },
  { command: 'alignRight', title: 'Align right', keys: 'Alt+D' },
  { command: 'alignTop', title: 'Align top', keys: 'Alt+W' },
  { command: 'alignMiddle', title: 'Align middles', keys: 'Alt+V' },
  { command: 'alignBottom', title: 'Align bottom', keys: 'Alt+S' },
  { command: 'distributeHorizontally', title: 'Distribute horizontally', keys: 'Mod+Alt+H' },
  { command: 'distributeVertically', title: 'Distribute vertically', keys: 'Mod+Alt+V' },
  { command: 'zoomActual', title: 'Zoom to 100 %', keys: 'Mod+0' },
  { command: 'togglePalette', title: 'Show or hide the palette' },
  { command: 'togglePanel', title: 'Show or hide the panel' },
  { command: 'toggleMinimap', title: 'Show or hide the minimap' },
  { command: 'toggleUnits', title: 'Draw the selected layers by unit or as a block' },
  { command: 'player', title: 'Step through the passes', keys: 'Mod+Enter' },
  { command: 'gradientCheck', title: 'Gradient check of all parameters' },
  { command: 'gradientCheckOne', title: 'Gradient check of the chosen parameter' },
  { command: 'shortcuts', title: 'Keyboard shortcuts', keys: '?' },
];

/** How many parameters a question about values lists. */
const LISTED = 20;

type ParamItem = FindItem & { readonly kind: 'param' };

/** Calls `visit` for every parameter until it returns false. */
function eachParam(
  doc: NetworkDocument,
  visit: (address: string, near: readonly string[], read: Reader, value: number) => boolean,
): void {
  for (const edge of doc.edges) {
    if (!isWeighted(doc, edge) || edge.tiedTo !== null) continue;
    const { rows, cols } = shapeOfEdge(doc, edge);
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        if (edge.mask && edge.mask[row * cols + col] === 0) continue;
        const read: Reader = (passes) => weightGradient(passes, edge.id, row, col);
        const value = edge.weight?.[row * cols + col] ?? 0;
        const go = visit(`${edge.id}[${row},${col}]`, [edge.source, edge.target], read, value);
        if (!go) return;
      }
    }
  }
  for (const node of doc.nodes) {
    if (node.kind !== 'layer' || node.bias === null) continue;
    for (let unit = 0; unit < node.size; unit++) {
      const read: Reader = (passes) => biasGradient(passes, node.id, unit);
      if (!visit(`${node.id}.bias[${unit}]`, [node.id], read, node.bias[unit])) return;
    }
  }
}
type Reader = (passes: Passes | null) => number | null;

function paramItem(address: string, near: readonly string[], gradient: number | null): ParamItem {
  return {
    kind: 'param',
    key: `param ${address}`,
    title: address,
    aside: gradient === null ? 'parameter' : `∂ ${formatValue(gradient)}`,
    address,
    near,
  };
}

/** Parameters whose weight or gradient is asked for, the first of them. */
function byValue(doc: NetworkDocument, passes: Passes | null, query: ValueQuery): FindItem[] {
  const best: { rank: number; item: ParamItem }[] = [];
  eachParam(doc, (address, near, read, own) => {
    const gradient = read(passes);
    const value = query.of === 'gradient' ? gradient : own;
    if (value === null || !query.fits(value)) return true;
    const rank = query.order === 'largest' ? Math.abs(value) : -Math.abs(value);
    if (best.length < LISTED || rank > best[best.length - 1].rank) {
      const aside = query.of === 'weight' ? { aside: formatParam(value) } : {};
      best.push({ rank, item: { ...paramItem(address, near, gradient), ...aside } });
      best.sort((a, b) => b.rank - a.rank);
      if (best.length > LISTED) best.pop();
    }
    return true;
  });
  return best.map(({ item }) => item);
}

/** Items that fit the query, best first. An empty query offers commands, groups and nodes. */
export function findItems(doc: NetworkDocument, passes: Passes | null, text: string): FindItem[] {
  const wanted = text.trim().toLowerCase();
  const asked = wanted.length >= 4 && 'largest gradient'.startsWith(wanted) ? 'largest gradient' : wanted;
  const query = parseValueQuery(asked);
  if (query) return byValue(doc, passes, query);
  const fits = (text: string) => text.toLowerCase().includes(wanted);
  const nodes: FindItem[] = doc.nodes
    .filter((node) => fits(node.id) || fits(node.label ?? ''))
    .map((node) => ({
      kind: 'node',
      key: `node ${node.id}`,
      title: node.label ? `${node.label}  ${node.id}` : node.id,
      aside: node.kind === 'layer' ? (node.size === 1 ? 'neuron' : 'layer') : node.kind,
      id: node.id,
    }));
  const groups: FindItem[] = groupsOf(doc)
    .filter(({ name }) => fits(name))
    .map(({ id, name, members }) => ({
      kind: 'group',
      key: `group ${id}`,
      title: name,
      aside: `group of ${members.length}`,
      members,
    }));
  const params: FindItem[] = [];
  if (wanted !== '') {
    const plain = wanted.replace(/[[\]\s]/g, '');
    eachParam(doc, (address, near, read) => {
      if (address.replace(/[[\]]/g, '').toLowerCase().includes(plain)) {
        params.push(paramItem(address, near, read(passes)));
      }
      return params.length < 40;
    });
  }
  const commands: FindItem[] = COMMANDS.filter(({ title }) => fits(title)).map((command) => ({
    ...command,
    kind: 'command',
    key: `command ${command.command}`,
    aside: '',
  }));
  return wanted === '' ? [...commands, ...groups, ...nodes] : [...groups, ...nodes, ...params, ...commands];
}
