/** All keys and gestures, for the page that lists them. `Mod` is Ctrl, or Cmd on a Mac. */

export interface Shortcut {
  readonly what: string;
  /** Ways to do it, each one key or one chord. */
  readonly keys: readonly string[];
}

export interface ShortcutGroup {
  readonly title: string;
  readonly rows: readonly Shortcut[];
}

function group(title: string, ...rows: readonly (readonly [string, ...string[]])[]): ShortcutGroup {
  return { title, rows: rows.map(([what, ...keys]) => ({ what, keys })) };
}

export const SHORTCUTS: readonly ShortcutGroup[] = [
  group(
    'Go through the network',
    ['Next, previous node, left to right', 'Tab', 'Shift+Tab'],
    ['Select it', 'Enter'],
    ['To an edge, to the node at its end', 'Alt+←', 'Alt+→'],
    ['To the node or edge above, below', 'Alt+↑', 'Alt+↓'],
    ['Into the weights of a matrix', 'Enter'],
    ['Weight of the next target unit', 'Alt+↑', 'Alt+↓'],
    ['Weight of the next source unit', 'Alt+Shift+↑', 'Alt+Shift+↓'],
    ['Write in a note', 'Enter'],
    ['A step back: weight, edge, nothing', 'Escape'],
  ),
  group(
    'View',
    ['Zoom to fit', 'Shift+1', 'Mod+1'],
    ['Zoom to the selection', 'Shift+2', 'Mod+2'],
    ['Zoom in, out', '+', '-', 'Mod++', 'Mod+-'],
    ['Actual size', 'Shift+0', 'Mod+0'],
    ['Zoom', 'Mod+scroll'],
    ['Pan', 'Space+drag', 'scroll'],
    ['Draw by unit or as a block', 'Mod+U'],
  ),
  group(
    'Select and edit',
    ['Add to the selection', 'Shift+click', 'Mod+click'],
    ['Select all', 'Mod+A'],
    ['Move by a pixel, by ten', 'Arrows', 'Shift+Arrows'],
    ['Copy by dragging', 'Alt+drag'],
    ['Drag without snapping', 'Mod+drag'],
    ['Drag along one axis', 'Shift+drag'],
    ['Take a drag back', 'Escape'],
    ['Cut, copy, paste', 'Mod+X', 'Mod+C', 'Mod+V'],
    ['Duplicate', 'Mod+D'],
    ['Rename a node or a group', 'F2'],
    ['Delete; of a matrix the chosen weight', 'Delete'],
    ['Undo, redo', 'Mod+Z', 'Mod+Shift+Z'],
  ),
  group(
    'Paths and numbers',
    ['Type the value of a weight', 'Enter', 'F2', 'double-click'],
    ['Next, previous path of the list', '↓', '↑'],
    ['First, last path', 'Home', 'End'],
    ['Step a number in its field', '↑', '↓'],
    ['Ten times finer, coarser', 'Alt+↑', 'Shift+↑'],
    ['Step through the passes', 'Mod+Enter'],
  ),
  group(
    'Arrange',
    ['Lay out', 'Mod+Alt+T'],
    ['Align left, centre, right', 'Alt+A', 'Alt+H', 'Alt+D'],
    ['Align top, middle, bottom', 'Alt+W', 'Alt+V', 'Alt+S'],
    ['Distribute across, down', 'Mod+Alt+H', 'Mod+Alt+V'],
    ['Lock or unlock', 'Mod+Shift+L'],
    ['Group, ungroup', 'Mod+G', 'Mod+Shift+G'],
    ['Collapse or expand a group', 'Mod+Alt+G'],
    ['Keep as a part', 'Mod+Alt+K'],
  ),
  group(
    'File',
    ['New network, new window', 'Mod+N', 'Mod+Shift+N'],
    ['Open', 'Mod+O'],
    ['Save, save as', 'Mod+S', 'Mod+Shift+S'],
    ['Export a picture', 'Mod+Shift+E'],
    ['Find anything', 'Mod+K', 'Mod+F'],
    ['This list', '?'],
  ),
];
