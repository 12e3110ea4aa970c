import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useSession } from '../store/session';
import { type GroundColours, gapAt, paintDots, radiusAt, WIDEST_GAP } from './ground';

/** A colour of the theme as 0xAABBGGRR, resolved by the browser itself. */
function colourOf(context: CanvasRenderingContext2D, css: string): number {
  context.fillStyle = css;
  context.fillRect(0, 0, 1, 1);
  const { data } = context.getImageData(0, 0, 1, 1);
  return new Uint32Array(data.buffer)[0];
}

/** By how much the ground is scaled in a zoom before it is painted again. */
const MOST = 1.25;
/** A zoom has come to rest when there was no step of it for this long, ms. */
const REST = 150;

/** Paints on a canvas that is one gap wider than the window, and as much wider as scaling may make it smaller. */
function painter(canvas: HTMLCanvasElement) {
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true });
  let paper = '';
  let colours: GroundColours | null = null;
  let image: ImageData | null = null;
  return (zoom: number, width: number, height: number) => {
    if (!context) return;
    const ratio = window.devicePixelRatio || 1;
    const across = Math.ceil((width * MOST + WIDEST_GAP) * ratio);
    const down = Math.ceil((height * MOST + WIDEST_GAP) * ratio);
    if (image?.width !== across || image.height !== down) {
      canvas.width = across;
      canvas.height = down;
      canvas.style.width = `${across / ratio}px`;
      canvas.style.height = `${down / ratio}px`;
      image = context.createImageData(across, down);
    }
    if (!colours) {
      const style = getComputedStyle(canvas);
      paper = style.getPropertyValue('--paper');
      colours = { paper: colourOf(context, paper), dots: colourOf(context, style.getPropertyValue('--dots')) };
    }
    const pixels = new Uint32Array(image.data.buffer);
    const bands = paintDots(pixels, across, down, gapAt(zoom) * ratio, radiusAt(zoom) * ratio, colours);
    context.fillStyle = paper;
    context.fillRect(0, 0, across, down);
    // Nine rows of pixels in ten are bare: putting only the others takes a fraction of the time.
    for (const { top, bottom } of bands) context.putImageData(image, 0, 0, 0, top, across, bottom - top + 1);
  };
}

/**
 * The dotted ground: a picture that is moved in a pan and scaled in a zoom, and painted again when it rests. React Flow's own
 * pattern is painted anew with every step, which takes longer than all the rest of it where no graphics card helps.
 */
export function Dots() {
  const ground = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const dark = useSession((state) => state.dark);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page.
  useEffect(() => {
    const canvas = ground.current;
    if (!canvas) return;
    const paint = painter(canvas);
    let painted = { zoom: Number.NaN, width: 0, height: 0 };
    let timer: ReturnType<typeof setTimeout> | null = null;
    /** By how much the ground that is painted is scaled at a zoom. */
    const scaleAt = (zoom: number) => gapAt(zoom) / gapAt(painted.zoom);
    const place = (x: number, y: number, zoom: number) => {
      const gap = gapAt(zoom);
      const scale = scaleAt(zoom);
      const within = (offset: number) => ((((offset - gap / 2) % gap) + gap) % gap) - gap;
      // Between one gap to the left and none; unscaled by whole pixels, which are copied and not mixed.
      const [left, top] = scale === 1 ? [Math.round(within(x)), Math.round(within(y))] : [within(x), within(y)];
      canvas.style.transform = `translate(${left}px, ${top}px) scale(${scale})`;
    };
    const follow = (resting = false) => {
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      if (width === 0) return;
      const scale = scaleAt(zoom);
      const fits = painted.width === width && painted.height === height && scale >= 1 / MOST && scale <= MOST;
      if (!fits || (resting && zoom !== painted.zoom)) {
        paint(zoom, width, height);
        painted = { zoom, width, height };
      }
      if (zoom !== painted.zoom) {
        if (timer !== null) clearTimeout(timer);
        timer = setTimeout(follow, REST, true);
      }
      place(x, y, zoom);
    };
    follow();
    const end = store.subscribe(() => follow());
    return () => {
      end();
      if (timer !== null) clearTimeout(timer);
    };
  }, [store, dark]);
  return <canvas ref={ground} className="canvas-dots" />;
}
