import { useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useSession } from '../store/session';

/** Distance of the dots and their radius, canvas pixels; the least distance on the screen. */
const GAP = 20;
const RADIUS = 0.6;
const LEAST = 14;

/** Up to this radius nobody can tell a dot from a square, which is painted much faster. */
const ROUND = 1;

/** Distance of the dots on the screen: doubled until they stand apart. */
function gapAt(zoom: number): number {
  let gap = GAP * zoom;
  while (gap < LEAST) gap *= 2;
  return gap;
}

/** Paints the ground for a zoom, one gap wider than the window. */
function paint(canvas: HTMLCanvasElement, zoom: number, width: number, height: number): void {
  const ratio = window.devicePixelRatio || 1;
  const gap = gapAt(zoom);
  canvas.width = Math.ceil((width + gap) * ratio);
  canvas.height = Math.ceil((height + gap) * ratio);
  canvas.style.width = `${canvas.width / ratio}px`;
  canvas.style.height = `${canvas.height / ratio}px`;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  const style = getComputedStyle(canvas);
  context.fillStyle = style.getPropertyValue('--paper');
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(ratio, ratio);
  context.fillStyle = style.getPropertyValue('--dots');
  const radius = Math.max(0.5, RADIUS * zoom);
  context.beginPath();
  for (let y = gap / 2; y < height + gap; y += gap) {
    for (let x = gap / 2; x < width + gap; x += gap) {
      if (radius > ROUND) {
        context.moveTo(x + radius, y);
        context.arc(x, y, radius, 0, 2 * Math.PI);
      } else context.rect(x - radius, y - radius, 2 * radius, 2 * radius);
    }
  }
  context.fill();
}

/**
 * The dotted ground. It is painted once for a zoom and moved in a pan: React Flow's own pattern is painted anew with every
 * step, which takes longer than all the rest of a pan where no graphics card helps.
 */
export function Dots() {
  const ground = useRef<HTMLCanvasElement>(null);
  const store = useStoreApi();
  const dark = useSession((state) => state.dark);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the colours that are read from the page.
  useEffect(() => {
    let painted = '';
    const follow = () => {
      const canvas = ground.current;
      const { transform, width, height } = store.getState();
      const [x, y, zoom] = transform;
      const key = `${zoom} ${width} ${height}`;
      if (!canvas || width === 0) return;
      if (key !== painted) {
        painted = key;
        paint(canvas, zoom, width, height);
      }
      // Between one gap to the left and none; whole pixels, which are copied and not mixed.
      const gap = gapAt(zoom);
      const within = (offset: number) => Math.round(((((offset - gap / 2) % gap) + gap) % gap) - gap);
      canvas.style.transform = `translate(${within(x)}px, ${within(y)}px)`;
    };
    follow();
    return store.subscribe(follow);
  }, [store, dark]);
  return <canvas ref={ground} className="canvas-dots" />;
}
