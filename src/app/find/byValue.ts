/** Questions of the find box that are about values: `g > 0.5`, `|w| < 0.01`, `w = 0`, `largest weight`. */

export type Quantity = 'gradient' | 'weight';

export interface ValueQuery {
  readonly of: Quantity;
  /** Whether a value is asked for. */
  readonly fits: (value: number) => boolean;
  /** Which of those that fit come first. */
  readonly order: 'largest' | 'smallest';
}

const COMPARISON = /^(\|?)\s*(g|grad|gradient|w|weight|∂)\s*(\|?)\s*(<=|>=|<|>|=|≤|≥)\s*([-+−]?[\d.]+(?:e[-+]?\d+)?)$/i;

/** Reads a query about values; null when it is none. */
export function parseValueQuery(text: string): ValueQuery | null {
  const named = /^(largest|smallest)\s+(gradient|weight)s?$/i.exec(text.trim());
  if (named) {
    return {
      of: named[2].toLowerCase() as Quantity,
      fits: () => true,
      order: named[1].toLowerCase() as ValueQuery['order'],
    };
  }
  const found = COMPARISON.exec(text.trim());
  if (!found) return null;
  const [, open, name, close, sign, number] = found;
  const bound = Number(number.replace('−', '-'));
  if (open !== close || !Number.isFinite(bound)) return null;
  const of = /^w/i.test(name) ? 'weight' : 'gradient';
  const measure = open === '|' ? Math.abs : (value: number) => value;
  const tests: Record<string, (value: number) => boolean> = {
    '<': (value) => measure(value) < bound,
    '≤': (value) => measure(value) <= bound,
    '<=': (value) => measure(value) <= bound,
    '>': (value) => measure(value) > bound,
    '≥': (value) => measure(value) >= bound,
    '>=': (value) => measure(value) >= bound,
    '=': (value) => measure(value) === bound,
  };
  return { of, fits: tests[sign], order: sign.startsWith('<') || sign === '≤' ? 'smallest' : 'largest' };
}
