/**
 * Shows pictures of pixels, by turns on two sheets. The browser keeps what was shown last for as long as it may have to
 * draw it again; writing there would make it copy all of it first, to memory that it has to get anew.
 */
import type { LineImage, PixelImage } from './messages';

interface Sheet {
  readonly canvas: HTMLCanvasElement;
  readonly context: CanvasRenderingContext2D | null;
}

export interface Screen {
  /** Shows an image in all of the element's box. */
  show(image: LineImage): void;
}

function addCanvas(to: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.style.cssText = 'position:absolute;left:0;top:0;width:100%;height:100%';
  to.append(canvas);
  return canvas;
}

/** `element`: what moves and is sized as one, and holds nothing else. */
export function createScreen(element: HTMLElement): Screen {
  let sheets: Sheet[] = [];
  let turn = 0;
  /** For pictures of a graphics card, which stay on it. */
  let whole: HTMLCanvasElement | null = null;

  function write({ canvas, context }: Sheet, { pixels, width, height }: PixelImage): void {
    // Setting the size clears, and costs an allocation: only when it differs.
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    context?.putImageData(new ImageData(pixels, width, height), 0, 0);
  }
  return {
    show(image) {
      if (!('pixels' in image)) {
        for (const { canvas } of sheets) canvas.remove();
        sheets = [];
        whole ??= addCanvas(element);
        whole.getContext('bitmaprenderer')?.transferFromImageBitmap(image);
        return;
      }
      whole?.remove();
      whole = null;
      while (sheets.length < 2) {
        const canvas = addCanvas(element);
        // What no graphics card draws stays where the processor can reach it.
        sheets.push({ canvas, context: canvas.getContext('2d', { willReadFrequently: true }) });
      }
      turn = 1 - turn;
      write(sheets[turn], image);
      sheets[turn].canvas.style.display = '';
      sheets[1 - turn].canvas.style.display = 'none';
    },
  };
}
