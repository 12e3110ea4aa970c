/**
 * What belongs to this window and is not saved: the selection, the chosen parameter, how the canvas is coloured, what is
 * open. The canvas and the panels read it; neither talks to the other.
 */
import { create } from 'zustand';
import {
  type LineQuantity,
  type LinesBy,
  MOST_UNITS_DRAWN,
  type PartRef,
  type ThemeChoice,
} from '../../electron/shared/ipc';
import type { WeightInit } from '../model/commands/weights';

/** The quantity that colours the edges. Three of them are commonly all called "the gradient of an edge". */
export type Colouring = LineQuantity;

export interface Selection {
  readonly nodes: ReadonlySet<string>;
  readonly edges: ReadonlySet<string>;
}

/** The largest threshold up to which layers can be drawn unit by unit. */
export const MOST_UNITS_UP_TO = MOST_UNITS_DRAWN;

/** The usual threshold: documents say where cards stand that are drawn by it. */
export const UNITS_UP_TO = 16;

export const NOTHING: Selection = { nodes: new Set(), edges: new Set() };

/** A short message at the foot of the canvas; `refused` ones are shown as a fault. */
export interface Notice {
  readonly text: string;
  readonly tone: 'plain' | 'refused';
  readonly serial: number;
}

/** Quantities of a node that the player reveals one after another. */
export type KnownQuantity = 'z' | 'a' | 'dLda' | 'dLdz' | 'gradient';

/** A thing that is pointed at, on the canvas or in an equation: an edge, or (edge null) a node. */
export interface Place {
  readonly node: string;
  readonly edge: string | null;
  /** One connection of the edge; absent = all of it. */
  readonly row?: number;
  readonly col?: number;
}

/** What is asked for; `explain/question` says what each kind means. */
export type Question =
  | { readonly kind: 'gradient'; readonly at: string }
  | { readonly kind: 'path'; readonly at: string; readonly units: readonly string[] }
  | {
      readonly kind: 'unit';
      readonly node: string;
      readonly unit: number;
      readonly quantity: 'z' | 'a' | 'dLda' | 'dLdz';
    };

export interface Quiz {
  readonly question: Question;
  /** What a teacher wrote, when the file carries the question. */
  readonly text: string | null;
  /** What may be seen until the answer is given; null = everything. */
  readonly visible: ReadonlyMap<string, ReadonlySet<KnownQuantity>> | null;
}

export interface SessionState {
  readonly selection: Selection;
  /** Address of the parameter whose paths are shown (`w11[0,0]`, `n1.bias[0]`), or null. */
  readonly chosen: string | null;
  /** Index in the list of the path under the pointer or the keyboard, or null. */
  readonly hoveredPath: number | null;
  /** The edges of the cut under the pointer: of a chosen parameter's paths only they stay lit; null = all. */
  readonly hoveredCut: readonly string[] | null;
  /** What the pointer is on: the canvas and the equations light each other up. */
  readonly place: Place | null;
  /** Nodes that are being dragged into groups or out of them (null), should they be let go where they are. */
  readonly regrouping: ReadonlyMap<string, string | null> | null;
  /** How many paths the list shows. */
  readonly top: number;
  readonly colouring: Colouring;
  /** The quantity that the width of lines follows; null = the one that colours them. */
  readonly widthBy: Colouring | null;
  /** Largest absolute value of the colour scale when the legend is locked; null = follows the network. */
  readonly lockedRange: number | null;
  /** How the weights of new edges, and of units that come in, are drawn; null = Xavier, single weights rounded to be read. */
  readonly newWeights: WeightInit | null;
  /** Largest absolute value that is drawn now: the end of the scale while it is not locked. */
  readonly range: number;
  /** The player has not come to all values that may set it: it must not be read yet. */
  readonly rangeOwed: boolean;
  /** A drawn value is no number. */
  readonly broken: boolean;
  /** Somebody wants to type the chosen parameter's value: its field takes the focus. A new object with every wish. */
  readonly editValue: object | null;
  /** As well the name of the one thing, or the group, that is selected. */
  readonly editLabel: object | null;
  /** What the histograms of blocks show. */
  readonly histogramOf: 'z' | 'a';
  /** Layers up to this many units are drawn unit by unit unless their record says otherwise. */
  readonly unitsUpTo: number;
  /** Lines below this share of the colour scale are hidden, unless a chosen parameter's paths run through them. */
  readonly hideBelow: number;
  /** How many lines that hides now. */
  readonly hidden: number;
  readonly theme: ThemeChoice;
  /** The theme in force once the system's wish is known. */
  readonly dark: boolean;
  readonly palette: boolean;
  readonly panel: boolean;
  readonly panelWidth: number;
  readonly minimap: boolean;
  /** The page only draws the canvas, for a picture. */
  readonly bare: boolean;
  /** The bar that steps through the passes is open. */
  readonly player: boolean;
  /** While it is: what is known of each node so far; null = everything. */
  readonly known: ReadonlyMap<string, ReadonlySet<KnownQuantity>> | null;
  /** The node that was clicked last: an open player jumps to it. A new object with every click. */
  readonly jump: { readonly node: string } | null;
  /** The learning rate of the player's update and of training; null = what the file says, or the usual one. */
  readonly learningRate: number | null;
  /** The notes that are selected, and the one that is being written. */
  readonly selectedNotes: ReadonlySet<string>;
  readonly editedNote: string | null;
  /** The gesture that has put the edited note down, when it is new: its first text is part of that undo step. */
  readonly noteGesture: string | null;
  /** The user's reusable parts, for the palette. */
  readonly parts: readonly PartRef[];
  /** A question that is open: what is asked, and whether the values that would give it away are hidden. */
  readonly quiz: Quiz | null;
  readonly dialog: 'none' | 'start' | 'find' | 'check' | 'checkOne' | 'shortcuts';
  readonly notice: Notice | null;
  /** What a screen reader says next. */
  readonly spoken: string;
  /** `darwin`, `win32`, `linux`: for the names of keys. */
  readonly platform: string;
  /** What draws lines where they are many: `auto` = the graphics card if it is a real one. */
  readonly linesBy: LinesBy;
}

export interface SessionActions {
  select(selection: Selection): void;
  /** Chooses a parameter and makes its edge or node the selection. */
  choose(address: string | null): void;
  /** The chosen parameter's value is to be typed; nothing happens while none is chosen. */
  editChosen(): void;
  /** What is selected is to be named; nothing happens while a question hides the panel. */
  nameSelected(): void;
  set(part: Partial<SessionState>): void;
  say(text: string, tone?: Notice['tone']): void;
}

/** What speaks of the document that is open: it begins anew with every other one, in which the same ids mean other things. */
const OF_DOCUMENT = {
  selection: NOTHING,
  chosen: null,
  hoveredPath: null,
  hoveredCut: null,
  place: null,
  regrouping: null,
  lockedRange: null,
  editValue: null,
  editLabel: null,
  player: false,
  known: null,
  jump: null,
  learningRate: null,
  selectedNotes: new Set<string>(),
  editedNote: null,
  noteGesture: null,
  quiz: null,
} satisfies Partial<SessionState>;

let serial = 0;

/** The edge of `w11[0,0]`, the node of `n1.bias[0]`. */
export function ownerOfAddress(address: string): { readonly kind: 'edge' | 'node'; readonly id: string } {
  const bias = /^([^.[]+)\.bias/.exec(address);
  if (bias) return { kind: 'node', id: bias[1] };
  return { kind: 'edge', id: address.replace(/\[.*$/, '') };
}

function sameSet(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((id) => b.has(id));
}

/** The state of this window. */
export const useSession = create<SessionState & SessionActions>()((set, get) => ({
  ...OF_DOCUMENT,
  top: 20,
  colouring: 'gradient',
  widthBy: null,
  newWeights: null,
  range: 0,
  rangeOwed: false,
  broken: false,
  histogramOf: 'a',
  unitsUpTo: UNITS_UP_TO,
  hideBelow: 0,
  hidden: 0,
  theme: 'system',
  dark: false,
  palette: true,
  panel: true,
  panelWidth: 340,
  minimap: true,
  bare: false,
  parts: [],
  dialog: 'none',
  notice: null,
  linesBy: 'auto',
  spoken: '',
  platform: 'linux',

  select(selection) {
    const now = get().selection;
    if (sameSet(now.nodes, selection.nodes) && sameSet(now.edges, selection.edges)) return;
    set({ selection, editLabel: null });
  },
  choose(given) {
    if (given === null) {
      set({ chosen: null, hoveredPath: null, editValue: null });
      return;
    }
    const owner = ownerOfAddress(given);
    // `w11` and `n1.bias` are allowed where there is only one; everything inside uses the full address.
    const address = given.includes('[') ? given : `${given}${owner.kind === 'edge' ? '[0,0]' : '[0]'}`;
    set({
      chosen: address,
      hoveredPath: null,
      editValue: null,
      selection:
        owner.kind === 'edge'
          ? { nodes: new Set(), edges: new Set([owner.id]) }
          : { nodes: new Set([owner.id]), edges: new Set() },
    });
  },
  editChosen() {
    if (get().chosen !== null) set({ editValue: {}, panel: true });
  },
  nameSelected() {
    if (!get().quiz?.visible) set({ editLabel: {}, panel: true });
  },
  set(part) {
    set(part);
  },
  say(text, tone = 'plain') {
    serial += 1;
    set({ notice: { text, tone, serial } });
  },
}));

/** Before another document is opened: nothing that was selected, chosen, hidden or typed for the last one is left. */
export function resetForDocument(): void {
  useSession.setState(OF_DOCUMENT);
}

/** What of each node may be shown: as far as the player has come, or as an open question allows; null = everything. */
export function visibleQuantities(state: SessionState): ReadonlyMap<string, ReadonlySet<KnownQuantity>> | null {
  return state.known ?? state.quiz?.visible ?? null;
}

/** Whether the values of all these nodes may be shown: of the losses, so that their sum gives nothing away. */
export function allVisible(state: SessionState, nodes: readonly string[]): boolean {
  const visible = visibleQuantities(state);
  return visible === null || nodes.every((id) => visible.get(id)?.has('a') === true);
}

/** How weights that come in are drawn now, for commands that draw some. */
export function initNow(): WeightInit | undefined {
  return useSession.getState().newWeights ?? undefined;
}
