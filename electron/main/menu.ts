/** The native menu: usual places, usual keys. It sends commands; the page decides what they mean. */
import { basename } from 'node:path';
import { app, BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron';
import examples from '../../resources/examples/index.json';
import type { MenuCommand } from '../shared/ipc';
import { openFile } from './oneWindow';
import { changeSettings, settings } from './settings';
import { openWindow, send, userWindows } from './windows';

type Item = MenuItemConstructorOptions;

const focused = () => BrowserWindow.getFocusedWindow() ?? userWindows()[0] ?? null;

function command(label: string, name: MenuCommand, accelerator?: string): Item {
  return { label, accelerator, click: () => send(focused(), 'menu:command', name) };
}

/** A second key for a command: the plus without Shift, the redo of Windows, the find of everybody. */
function hidden(name: MenuCommand, accelerator: string): Item {
  return { ...command(name, name, accelerator), visible: false, acceleratorWorksWhenHidden: true };
}

const line: Item = { type: 'separator' };

function recents(): Item[] {
  const { recents: paths } = settings();
  if (paths.length === 0) return [{ label: 'None yet', enabled: false }];
  return [
    ...paths.map((path): Item => ({ label: basename(path), toolTip: path, click: () => openFile(path) })),
    line,
    {
      label: 'Clear',
      click: () => {
        changeSettings({ recents: [] });
        app.clearRecentDocuments();
        installMenu();
      },
    },
  ];
}

function template(): Item[] {
  const mac = process.platform === 'darwin';
  return [
    ...(mac ? [{ role: 'appMenu' } as Item] : []),
    {
      label: 'File',
      submenu: [
        command('New', 'new', 'CmdOrCtrl+N'),
        { label: 'New Window', accelerator: 'CmdOrCtrl+Shift+N', click: () => void openWindow({}) },
        command('Open…', 'open', 'CmdOrCtrl+O'),
        { label: 'Open Recent', submenu: recents() },
        {
          label: 'Examples',
          submenu: [
            command('All Examples…', 'examples'),
            line,
            ...examples.map(
              ({ id, title }): Item => ({ label: title, click: () => send(focused(), 'menu:example', { id }) }),
            ),
          ],
        },
        line,
        command('Save', 'save', 'CmdOrCtrl+S'),
        command('Save As…', 'saveAs', 'CmdOrCtrl+Shift+S'),
        command('Export Picture…', 'exportPicture', 'CmdOrCtrl+Shift+E'),
        line,
        { role: 'close', label: 'Close Window' },
        ...(mac ? [] : [{ role: 'quit' } as Item]),
      ],
    },
    {
      label: 'Edit',
      submenu: [
        command('Undo', 'undo', 'CmdOrCtrl+Z'),
        command('Redo', 'redo', 'CmdOrCtrl+Shift+Z'),
        ...(mac ? [] : [hidden('redo', 'Ctrl+Y')]),
        line,
        command('Cut', 'cut', 'CmdOrCtrl+X'),
        command('Copy', 'copy', 'CmdOrCtrl+C'),
        command('Paste', 'paste', 'CmdOrCtrl+V'),
        command('Duplicate', 'duplicate', 'CmdOrCtrl+D'),
        command('Delete', 'delete'),
        command('Select All', 'selectAll', 'CmdOrCtrl+A'),
        line,
        command('Find…', 'find', 'CmdOrCtrl+K'),
        hidden('find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: 'Arrange',
      submenu: [
        command('Lay Out', 'layOut', 'CmdOrCtrl+Alt+T'),
        command('Lock or Unlock', 'toggleLock', 'CmdOrCtrl+Shift+L'),
        line,
        command('Group', 'group', 'CmdOrCtrl+G'),
        command('Ungroup', 'ungroup', 'CmdOrCtrl+Shift+G'),
        command('Collapse or Expand Group', 'toggleCollapsed', 'CmdOrCtrl+Alt+G'),
        command('Keep as a Part', 'keepPart', 'CmdOrCtrl+Alt+K'),
        line,
        command('Align Left', 'alignLeft', 'Alt+A'),
        command('Align Centres', 'alignCentre', 'Alt+H'),
        command('Align Right', 'alignRight', 'Alt+D'),
        command('Align Top', 'alignTop', 'Alt+W'),
        command('Align Middles', 'alignMiddle', 'Alt+V'),
        command('Align Bottom', 'alignBottom', 'Alt+S'),
        line,
        command('Distribute Horizontally', 'distributeHorizontally', 'CmdOrCtrl+Alt+H'),
        command('Distribute Vertically', 'distributeVertically', 'CmdOrCtrl+Alt+V'),
      ],
    },
    {
      label: 'View',
      submenu: [
        command('Zoom In', 'zoomIn', 'CmdOrCtrl+Plus'),
        hidden('zoomIn', 'CmdOrCtrl+='),
        command('Zoom Out', 'zoomOut', 'CmdOrCtrl+-'),
        command('Actual Size', 'zoomActual', 'CmdOrCtrl+0'),
        command('Zoom to Fit', 'zoomFit', 'CmdOrCtrl+1'),
        command('Zoom to Selection', 'zoomSelection', 'CmdOrCtrl+2'),
        line,
        command('Palette', 'togglePalette'),
        command('Panel', 'togglePanel'),
        command('Minimap', 'toggleMinimap'),
        command('Draw Layers by Unit or as a Block', 'toggleUnits', 'CmdOrCtrl+U'),
        line,
        { role: 'togglefullscreen' },
        { role: 'toggleDevTools' },
      ],
    },
    {
      label: 'Network',
      submenu: [
        command('Step Through the Passes', 'player', 'CmdOrCtrl+Enter'),
        command('Gradient Check…', 'gradientCheck'),
        command('Gradient Check of the Chosen Parameter…', 'gradientCheckOne'),
      ],
    },
    { label: 'Help', submenu: [command('Keyboard Shortcuts', 'shortcuts'), command('Examples', 'examples')] },
  ];
}

/** Builds the menu; called again when the recent files change. */
export function installMenu(): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(template()));
}
