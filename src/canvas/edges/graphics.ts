/** Which surface the edge layer's worker draws on: the graphics card where there is a real one, else the processor. */
import type { SessionState } from '../../store/session';
import { createGlSurface } from './glSurface';
import type { PixelImage } from './messages';
import { createRasterSurface, type LineSurface } from './surface';

/** Pictures of a large window on a dense screen are wider than a weak card's textures. */
const LEAST_TEXTURE = 8192;

/**
 * True for a renderer that only plays a graphics card with the processor: there, drawing thousands of lines takes
 * seconds. `renderer` is what WebGL calls it; names differ between drivers, and an unknown one counts as a card.
 */
export function isSoftware(renderer: string): boolean {
  return /swiftshader|llvmpipe|softpipe|swrast|software|basic render|\bwarp\b|generic renderer/i.test(renderer);
}

/** A surface on the graphics card; null where there is none, or one that is only played and was not asked for. */
export function gpuSurface(drawing: SessionState['linesBy'], onLost: () => void): LineSurface<ImageBitmap> | null {
  if (drawing === 'cpu') return null;
  const canvas = new OffscreenCanvas(1, 1);
  const gl = canvas.getContext('webgl2', {
    antialias: false,
    depth: false,
    powerPreference: 'low-power',
    failIfMajorPerformanceCaveat: drawing === 'auto',
  });
  if (!gl || gl.getParameter(gl.MAX_TEXTURE_SIZE) < LEAST_TEXTURE) return null;
  const names = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(names ? names.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  if (drawing === 'auto' && isSoftware(renderer)) return null;
  canvas.addEventListener('webglcontextlost', onLost);
  return createGlSurface(canvas, gl);
}

/** The processor's surface. */
export function cpuSurface(): LineSurface<PixelImage> {
  const raster = createRasterSurface();
  return {
    ...raster,
    get width() {
      return raster.width;
    },
    get height() {
      return raster.height;
    },
    colour: (table, plain) => ({
      pixels: raster.colour(table, plain),
      width: raster.width,
      height: raster.height,
    }),
  };
}
