/** Questions of the find box that are about values: `g > 0.5`, `|w| < 0.01`, `b = 0`, `largest weight`, `0.5`. */
import { formatParam } from '../../ui/format';

export type Quantity = 'gradient' | 'weight' | 'bias' | 'activation';

export interface ValueQuery {
  readonly of: Quantity;
  /** Whether a value is asked for. */
  readonly fits: (value: number) => boolean;
  /** Which of those that fit come first. */
  readonly order: 'largest' | 'smallest';
}

const COMPARISON =
  /^(\|?)\s*(gradient|grad|g|∂|weight|w|bias|b|activation|a)\s*(\|?)\s*(<=|>=|<|>|=|≤|≥)\s*([-+−]?[\d.]+(?:e[-+]?\d+)?)$/i;
const NUMBER = /^[-+−]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i;

const QUANTITIES: readonly Quantity[] = ['gradient', 'weight', 'bias', 'activation'];
const ORDERS: Readonly<Record<string, ValueQuery['order']>> = {
  largest: 'largest',
  biggest: 'largest',
  greatest: 'largest',
  highest: 'largest',
  smallest: 'smallest',
  least: 'smallest',
  lowest: 'smallest',
};
const NAMED = new RegExp(`^(${Object.keys(ORDERS).join('|')})\\s+(${QUANTITIES.join('|')})(?:e?s)?$`, 'i');

/** Letters after which `larg` is taken for `largest gradient`. */
const GUESSED = 4;
const PHRASES = Object.keys(ORDERS).flatMap((order) => QUANTITIES.map((quantity) => `${order} ${quantity}`));

function quantityOf(name: string): Quantity {
  if (/^w/i.test(name)) return 'weight';
  if (/^b/i.test(name)) return 'bias';
  return /^a/i.test(name) ? 'activation' : 'gradient';
}

const numberOf = (text: string) => Number(text.replace('−', '-'));

/** The weights that equal a number alone, as far as it is shown; null when the text is none. */
export function parseNumberQuery(text: string): ValueQuery | null {
  if (!NUMBER.test(text.trim())) return null;
  const wanted = numberOf(text.trim());
  const shown = formatParam(wanted);
  const fits = (value: number) => value === wanted || formatParam(value) === shown;
  return { of: 'weight', fits, order: 'largest' };
}

/** Reads a query about values; null when it is none. */
export function parseValueQuery(text: string): ValueQuery | null {
  const asked = text.trim().toLowerCase();
  const phrase = asked.length < GUESSED ? undefined : PHRASES.find((candidate) => candidate.startsWith(asked));
  const named = NAMED.exec(phrase ?? asked);
  if (named) {
    const quantity = QUANTITIES.find((candidate) => candidate === named[2].toLowerCase());
    return quantity ? { of: quantity, fits: () => true, order: ORDERS[named[1].toLowerCase()] } : null;
  }
  const found = COMPARISON.exec(asked);
  if (!found) return null;
  const [, open, name, close, sign, number] = found;
  const bound = numberOf(number);
  if (open !== close || !Number.isFinite(bound)) return null;
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
  const order = sign.startsWith('<') || sign === '≤' ? 'smallest' : 'largest';
  return { of: quantityOf(name), fits: tests[sign], order };
}
