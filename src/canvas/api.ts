/** What the menu and the keys may ask of the mounted canvas. */

import type { CardBox } from '../model/commands/arrange';
import type { Position } from '../model/types';
import type { Box } from './geometry';
import type { FrameBox } from './groups/joining';
import type { Sight } from './sight';

/** The mounted canvas, as others see it. */
export interface CanvasApi {
  zoomIn(): void;
  zoomOut(): void;
  zoomFit(): void;
  zoomActual(): void;
  /** Brings the given nodes, and notes as React Flow calls them, into view. */
  zoomTo(nodes: readonly string[]): void;
  /** Moves the view, if need be, so that the given nodes are seen. */
  reveal(nodes: readonly string[]): void;
  /** What of the canvas is seen. */
  sight(): Sight;
  /** Moves the view as little as needed so that a box is seen. */
  panTo(box: Box): void;
  /** Gives the keyboard to a node or an edge, or, where it is not drawn by itself, to the canvas. */
  focus(id?: string): void;
  /** The box around everything that is drawn, canvas pixels. */
  bounds(): Box;
  /** Where the cards of nodes, and notes as React Flow calls them, lie and how large they are; those not yet drawn are left out. */
  boxes(nodes: readonly string[]): readonly CardBox[];
  /** The frames of the groups that are not collapsed. */
  frames(): readonly FrameBox[];
  /** The edge at a point of the window, or null. */
  edgeAt(x: number, y: number): string | null;
  /** Where a paste goes, canvas coordinates: under the pointer, or in the middle when that is elsewhere. */
  pastePlace(): Position;
}

let mounted: CanvasApi | null = null;

/** The canvas that is on screen, or null before it is. */
export function canvasApi(): CanvasApi | null {
  return mounted;
}

/** Called by the canvas when it appears (with its methods) and when it goes (with null). */
export function registerCanvas(api: CanvasApi | null): void {
  mounted = api;
}
