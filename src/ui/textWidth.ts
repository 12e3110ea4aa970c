/** How wide a text is, without setting it: the sum of its signs, each measured once in the very font. */
import { useSyncExternalStore } from 'react';

/** Measures a text, in pixels. */
export type TextWidth = (text: string) => number;

/** What numbers are made of, and words around them: measured in one go. */
const SIGNS = [...'0123456789.,·−+()…∞NaN⁰¹²³⁴⁵⁶⁷⁸⁹⁻ more'];

const widths = new Map<string, Map<string, number>>();
let fonts = 0;

/** Each sign as it stands between digits; a class that sets the font must not kern: pairs are not measured. */
function measure(signs: readonly string[], className: string): number[] {
  const probe = document.createElement('div');
  probe.className = 'invisible absolute top-0 left-0';
  const spans = ['', ...signs].map((sign) => {
    const span = document.createElement('span');
    span.className = `absolute whitespace-pre ${className}`;
    span.textContent = `0${sign}0`;
    return probe.appendChild(span);
  });
  document.body.append(probe);
  const [none, ...all] = spans.map((span) => span.getBoundingClientRect().width);
  probe.remove();
  return all.map((width) => width - none);
}

function widthIn(className: string): TextWidth {
  const known = widths.get(className) ?? new Map<string, number>();
  widths.set(className, known);
  return (text) => {
    let sum = 0;
    for (const sign of text) {
      if (!known.has(sign)) {
        const missing = [...new Set([...SIGNS, sign])].filter((each) => !known.has(each));
        measure(missing, className).forEach((width, i) => {
          known.set(missing[i], width);
        });
      }
      sum += known.get(sign) ?? 0;
    }
    return sum;
  };
}

function onFonts(changed: () => void): () => void {
  const forget = () => {
    widths.clear();
    fonts += 1;
    changed();
  };
  document.fonts.addEventListener('loadingdone', forget);
  return () => document.fonts.removeEventListener('loadingdone', forget);
}

const measures = new Map<string, { readonly fonts: number; readonly width: TextWidth }>();

/** A measure for texts with these classes; another one once a font has arrived. */
export function useTextWidth(className: string): TextWidth {
  const now = useSyncExternalStore(onFonts, () => fonts);
  const known = measures.get(className);
  if (known?.fonts === now) return known.width;
  const width = widthIn(className);
  measures.set(className, { fonts: now, width });
  return width;
}
