/** The theme's signal colours as numbers, resolved by the browser itself, so that layer and elements never differ. */
import { colourAt } from '../colour';
import { STEPS } from './classes';
import type { LinePalette } from './painter';

const known = new Map<string, LinePalette>();

/** The palette of the theme in force; each is read from the page once. */
export function readPalette(): LinePalette {
  return remembered('lines', '--zero');
}

/** The same signal colours for areas: zero is the ground that they lie on, or a matrix of small weights would shine. */
export function readHeatPalette(): LinePalette {
  return remembered('heat', '--sunken');
}

function remembered(name: string, zero: string): LinePalette {
  const key = `${name} ${document.documentElement.dataset.theme}`;
  const palette = known.get(key) ?? fromTokens(zero);
  known.set(key, palette);
  return palette;
}

function fromTokens(zero: string): LinePalette {
  const canvas = document.createElement('canvas');
  canvas.width = STEPS + 2;
  canvas.height = 1;
  const context = canvas.getContext('2d', { willReadFrequently: true });
  const colours = new Uint32Array(STEPS + 2);
  if (!context) return { colours };
  const style = getComputedStyle(document.documentElement);
  const tokens = new Map<string, string>();
  const token = (name: string) => {
    const found = tokens.get(name) ?? style.getPropertyValue(name);
    tokens.set(name, found);
    return found;
  };
  const resolved = (css: string) => css.replace(/var\((--[\w-]+)\)/g, (_, name) => token(name));
  for (let i = 0; i < STEPS + 2; i++) {
    const css = i < STEPS ? colourAt((i - 127) / 127, zero) : i === STEPS ? 'var(--warn)' : `var(${zero})`;
    context.fillStyle = resolved(css);
    context.fillRect(i, 0, 1, 1);
  }
  const { data } = context.getImageData(0, 0, STEPS + 2, 1);
  for (let i = 0; i < colours.length; i++) colours[i] = data[4 * i] | (data[4 * i + 1] << 8) | (data[4 * i + 2] << 16);
  return { colours };
}
