/**
 * What is typed into a number field: a number or arithmetic (`2/3`, `-1e-3`, `sqrt(2)*pi`), or what is done to the
 * present value (`*2`, `/3`, `+=1`); null when it is neither.
 */

const FUNCTIONS: Readonly<Record<string, (x: number) => number>> = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  ln: Math.log,
  log: Math.log10,
  sin: Math.sin,
  cos: Math.cos,
  tanh: Math.tanh,
  abs: Math.abs,
};
const CONSTANTS: Readonly<Record<string, number>> = { pi: Math.PI, π: Math.PI, e: Math.E };
const TOKEN = /\s*(?:(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?)|([a-zπ]+)|(.))/giy;

type Token = { readonly number: number } | { readonly word: string } | { readonly sign: string };

function tokens(text: string): Token[] {
  const found: Token[] = [];
  for (const [, number, word, sign] of text.matchAll(TOKEN)) {
    if (number !== undefined) found.push({ number: Number(number) });
    else if (word !== undefined) found.push({ word: word.toLowerCase() });
    else if (sign !== undefined && sign.trim() !== '') found.push({ sign });
  }
  return found;
}

const SCALING = '*/·×';
const ASSIGNING = `+-−${SCALING}`;

function isSign(token: Token | undefined, signs: string): boolean {
  return token !== undefined && 'sign' in token && signs.includes(token.sign);
}

class Reader {
  private at = 0;
  constructor(private readonly list: readonly Token[]) {}

  done(): boolean {
    return this.at === this.list.length;
  }

  private takes(...signs: string[]): string | null {
    const token = this.list[this.at];
    if (!token || !('sign' in token) || !signs.includes(token.sign)) return null;
    this.at += 1;
    return token.sign;
  }

  /** What is done to the present value: `*2+1` goes on from it, `*=2+1` takes all that follows at once. */
  onto(present: number): number {
    const [first, second] = this.list;
    if (!isSign(first, ASSIGNING)) return this.sum();
    if (!isSign(second, '=')) return isSign(first, SCALING) ? this.sum(present) : this.sum();
    this.at = 2;
    const by = this.sum();
    if (isSign(first, '+')) return present + by;
    if (isSign(first, '-−')) return present - by;
    return isSign(first, '/') ? present / by : present * by;
  }

  /** A sum; of `first`, where its first operand stands already. */
  sum(first?: number): number {
    let value = this.product(first);
    for (let sign = this.takes('+', '-', '−'); sign !== null; sign = this.takes('+', '-', '−')) {
      const next = this.product();
      value = sign === '+' ? value + next : value - next;
    }
    return value;
  }

  private product(first?: number): number {
    let value = first ?? this.signed();
    for (let sign = this.takes('*', '/', '·', '×'); sign !== null; sign = this.takes('*', '/', '·', '×')) {
      const next = this.signed();
      value = sign === '/' ? value / next : value * next;
    }
    return value;
  }

  private signed(): number {
    if (this.takes('-', '−')) return -this.signed();
    if (this.takes('+')) return this.signed();
    const base = this.atom();
    return this.takes('^') ? base ** this.signed() : base;
  }

  private atom(): number {
    const token = this.list[this.at];
    if (token && 'number' in token) {
      this.at += 1;
      return token.number;
    }
    if (token && 'word' in token) {
      this.at += 1;
      if (Object.hasOwn(CONSTANTS, token.word)) return CONSTANTS[token.word];
      if (!Object.hasOwn(FUNCTIONS, token.word)) return Number.NaN;
      return FUNCTIONS[token.word](this.bracket());
    }
    return this.bracket();
  }

  private bracket(): number {
    if (!this.takes('(')) return Number.NaN;
    const value = this.sum();
    return this.takes(')') ? value : Number.NaN;
  }
}

/** The value, or null. A decimal comma counts as a point. Without a present value there is nothing to act on. */
export function parseNumber(text: string, present?: number): number | null {
  const list = tokens(text.trim().replace(/^([-−+*/·×]?=?\s*[-−+]?\d+),(\d+)$/, '$1.$2'));
  if (list.length === 0 || list.length > 200) return null;
  const reader = new Reader(list);
  const value = present === undefined ? reader.sum() : reader.onto(present);
  return reader.done() && Number.isFinite(value) ? value : null;
}

/** The same for a field of whole numbers from `least` to `most`. */
export function parseWhole(
  text: string,
  present: number,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): number | null {
  const value = parseNumber(text, present);
  return value !== null && Number.isSafeInteger(value) && value >= least && value <= most ? value : null;
}
