/** What the page and whoever draws its lines say to each other. */
import type { SessionState } from '../../store/session';
import type { LineValues } from './lineValues';
import type { LinePalette, PictureView } from './painter';
import type { Scene } from './scene';
import type { Pixels } from './surface';

/** Pixels row by row, RGBA; they may be used again once they have been shown or sent. */
export interface PixelImage {
  readonly pixels: Pixels;
  readonly width: number;
  readonly height: number;
}

/** A picture of lines: pixels of the processor's, or what a graphics card has drawn. */
export type LineImage = PixelImage | ImageBitmap;

/** What has changed since the last picture; absent = as before. */
export interface PictureChange {
  readonly table?: Pick<Scene, 'groups' | 'count'>;
  readonly frames?: Scene['frames'];
  /** One value a line, with the end of the colour scale; and those that widths follow, if they are others. */
  readonly values?: { readonly colours: LineValues; readonly widths: LineValues | null };
  readonly marks?: Uint8Array | null;
  readonly hideBelow?: number;
  readonly palette?: LinePalette;
  readonly view?: PictureView;
  /** What is shown leaves part of the window bare: the largest lines of the new view are wanted before all of them. */
  readonly urgent?: boolean;
  /** Places of nodes whose lines are left out. */
  readonly omitted?: readonly number[];
  /** Order and width of the lines follow their values again. */
  readonly settle?: boolean;
}

export type ToDrawer =
  /** The first message. */
  | { readonly type: 'start'; readonly drawing: SessionState['linesBy'] }
  | {
      readonly type: 'paint';
      readonly change: PictureChange;
      /** The picture holds all lines there are: no other is needed beside it. */
      readonly whole: boolean;
      /** Of the lines, for the overview. */
      readonly serial: number;
      /** Whose turn it is to draw, the page's or the worker's: comes back with the picture. */
      readonly turn: number;
    };

export type FromDrawer = Painted | Overview;

/** What the worker says besides: pictures of pixels come in shared memory (see `mailbox`). */
export type FromWorker =
  | FromDrawer
  | { readonly type: 'memory'; readonly memory: SharedArrayBuffer }
  /** There is another picture in it. */
  | { readonly type: 'ready' };

/** All lines at once, coarse: for where the picture does not reach. Comes by itself when there is time. */
export interface Overview {
  readonly type: 'overview';
  readonly image: LineImage;
  readonly view: PictureView;
  readonly serial: number;
  readonly turn: number;
}

export interface Painted {
  readonly type: 'painted';
  readonly image: LineImage;
  readonly view: PictureView;
  /** Not the answer to a change, but what was still being drawn at the last one. */
  readonly extra: boolean;
  /** There are only the first of its lines in it. */
  readonly partial: boolean;
  /** Another picture will follow by itself. */
  readonly more: boolean;
  readonly by: 'gpu' | 'cpu';
  readonly turn: number;
}
