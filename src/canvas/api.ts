/** What the menu and the keys may ask of the mounted canvas. */
export interface CanvasApi {
  zoomIn(): void;
  zoomOut(): void;
  zoomFit(): void;
  zoomActual(): void;
  /** Brings the given nodes into view. */
  zoomTo(nodes: readonly string[]): void;
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
