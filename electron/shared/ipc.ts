/**
 * The wall between the processes: every channel, with its request, reply and event types. Main moves text and never
 * parses a document; the page never sends or sees a path: a file is a `token` that main can resolve for that window.
 */

/** A file's text and the token by which it can be saved again. */
export interface OpenedFile {
  readonly token: string;
  /** File name without folder, for titles and messages. */
  readonly name: string;
  readonly text: string;
}

export type ChooseReply = { readonly status: 'chosen'; readonly token: string } | { readonly status: 'cancelled' };

export type OpenReply =
  | ({ readonly status: 'opened' } & OpenedFile)
  | { readonly status: 'failed'; readonly message: string };

export type SaveReply =
  | { readonly status: 'saved'; readonly token: string; readonly name: string }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly message: string };

export type ExportReply =
  | { readonly status: 'saved'; readonly name: string }
  | { readonly status: 'cancelled' }
  | { readonly status: 'failed'; readonly message: string };

/** What the colour or the width of lines can show. */
export type LineQuantity = 'gradient' | 'contribution' | 'flow' | 'weight' | 'activation';

/** The largest layers that can be asked to be drawn unit by unit. */
export const MOST_UNITS_DRAWN = 1_000_000;

/** How a picture of a network is coloured and lit. */
export interface PictureLook {
  readonly colouring: LineQuantity;
  readonly widthBy: LineQuantity | null;
  readonly histogramOf: 'z' | 'a';
  readonly chosen: string | null;
  readonly hideBelow: number;
  readonly unitsUpTo: number;
  readonly lockedRange: number | null;
  readonly dark: boolean;
}

export interface PictureRequest {
  /** The network, as it would be saved. */
  readonly text: string;
  readonly look: PictureLook;
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels a CSS pixel. */
  readonly scale: number;
}

export interface RecentFile {
  readonly token: string;
  readonly name: string;
  /** Shortened folder, for telling two files of one name apart. */
  readonly folder: string;
}

/** Work that was not saved when the last process ended, kept by main beside the settings. */
export interface Draft {
  readonly name: string;
  readonly text: string;
  /** The file it belongs to, when it had one. */
  readonly token: string | null;
}

/** A piece of a network that the user keeps for all networks. */
export interface PartRef {
  readonly id: string;
  readonly name: string;
}

export type ThemeChoice = 'system' | 'light' | 'dark';

export interface Settings {
  readonly theme: ThemeChoice;
}

/** What draws the lines of large networks. */
export type LinesBy = 'auto' | 'gpu' | 'cpu';

export interface StartupInfo {
  /** A file from the command line or the one that was opened for this window. */
  readonly file: OpenedFile | null;
  /** One sentence about a file that could not be read. */
  readonly problem: string | null;
  readonly draft: Draft | null;
  /** True until a window has once been shown to this user. */
  readonly firstStart: boolean;
  readonly settings: Settings;
  /** Set in `--snapshot` runs: what to choose before the picture is taken; the page then answers `snapshot:ready`. */
  readonly snapshot: { readonly param: string | null } | null;
  /** Set in a page that nobody sees: it draws this, and answers `snapshot:ready`. */
  readonly picture: { readonly text: string; readonly look: PictureLook } | null;
  /** `darwin`, `win32`, `linux`: for the names of keys. */
  readonly platform: string;
  readonly lines: LinesBy;
}

/** What the native menu can ask of the page. */
export const MENU_COMMANDS = [
  'new',
  'newWindow',
  'open',
  'save',
  'saveAs',
  'exportPicture',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'duplicate',
  'delete',
  'selectAll',
  'find',
  'zoomIn',
  'zoomOut',
  'zoomFit',
  'zoomActual',
  'togglePalette',
  'togglePanel',
  'toggleMinimap',
  'toggleUnits',
  'alignLeft',
  'alignCentre',
  'alignRight',
  'alignTop',
  'alignMiddle',
  'alignBottom',
  'distributeHorizontally',
  'distributeVertically',
  'layOut',
  'zoomSelection',
  'toggleLock',
  'group',
  'ungroup',
  'toggleCollapsed',
  'keepPart',
  'gradientCheck',
  'gradientCheckOne',
  'player',
  'examples',
  'shortcuts',
] as const;
export type MenuCommand = (typeof MENU_COMMANDS)[number];

/** Page → main, answered. */
export interface Invocations {
  'app:startup': { request: undefined; reply: StartupInfo };
  /** The open dialog. Nothing is read yet: what is unsaved is asked about first, and may be saved into this very file. */
  'file:choose': { request: undefined; reply: ChooseReply };
  /** True when another window holds the file: it has come forward, and nothing is to be done here. */
  'file:elsewhere': { request: { token: string }; reply: boolean };
  /** Reads a file that was chosen, or a recent one. */
  'file:openToken': { request: { token: string }; reply: OpenReply };
  /** Saves atomically; asks for a place when there is no token, or when `as`, and before it replaces what others have written. */
  'file:save': {
    request: { token: string | null; suggestedName: string; text: string; as: boolean };
    reply: SaveReply;
  };
  /** Draws a picture of the network and writes it where the user says. */
  'picture:export': { request: PictureRequest & { suggestedName: string }; reply: ExportReply };
  'file:recents': { request: undefined; reply: readonly RecentFile[] };
  /** Keeps unsaved work safe from a crash; called at most every second or so. */
  'draft:write': { request: Draft; reply: undefined };
  'draft:discard': { request: undefined; reply: undefined };
  /** The draft of the start cannot be shown: it is left to later starts, and never overwritten. */
  'draft:setAside': { request: undefined; reply: undefined };
  /** Asks about unsaved changes with a native dialog. */
  'window:askUnsaved': { request: { name: string }; reply: 'save' | 'discard' | 'cancel' };
  /** Opens another, empty window. */
  'window:new': { request: undefined; reply: undefined };
  'settings:set': { request: Partial<Settings>; reply: Settings };
  'clipboard:write': { request: { text: string }; reply: undefined };
  'clipboard:read': { request: undefined; reply: string };
  'parts:list': { request: undefined; reply: readonly PartRef[] };
  /** The text of a part; null when it is not there any more. */
  'parts:read': { request: { id: string }; reply: string | null };
  /** Null, or one sentence why it could not be kept. */
  'parts:keep': { request: { name: string; text: string }; reply: string | null };
  'parts:remove': { request: { id: string }; reply: undefined };
}

/** Page → main, not answered. */
export interface Notices {
  /** The file that is shown, and whether it has unsaved changes. Not before the answer to `app:startup` is on screen. */
  'window:state': { name: string; token: string | null; dirty: boolean };
  /** The page has dealt with unsaved work: close for good. */
  'window:closeNow': undefined;
  /** The page was asked to close and stays: a quit that was under way is off. */
  'window:stays': undefined;
  /** The picture can be taken, or (with one sentence) there is nothing to take. */
  'snapshot:ready': { problem: string | null };
}

/** Main → page. */
export interface Events {
  'menu:command': MenuCommand;
  /** Open the example of this id (a file name in resources/examples without its ending). */
  'menu:example': { id: string };
  /** The user closes the window while it holds unsaved work: ask, save if wanted, then `window:closeNow` or `window:stays`. */
  'window:closeRequested': undefined;
  /** A part was kept or removed, in whichever window. */
  'parts:changed': readonly PartRef[];
}
