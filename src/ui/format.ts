/**
 * Numbers as the app shows them: at most four significant digits, a true minus sign, and a width that does not jump
 * while values change. The exact value belongs in a tooltip (`exact`).
 */

const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹';

function superscript(exponent: number): string {
  const digits = String(Math.abs(exponent)).replace(/\d/g, (d) => SUPERSCRIPT[Number(d)]);
  return exponent < 0 ? `⁻${digits}` : digits;
}

function withMinus(text: string): string {
  return text.startsWith('-') ? `−${text.slice(1)}` : text;
}

/** A computed value: always four significant digits, scientific beyond 10^-4 and 10^5. */
export function formatValue(value: number, digits = 4): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e5) {
    const [mantissa, exponent] = value.toExponential(digits - 1).split('e');
    return `${withMinus(mantissa)}·10${superscript(Number(exponent))}`;
  }
  const text = value.toPrecision(digits);
  // toPrecision turns 12345.6 at four digits into 1.235e+4: integers of that size are shown whole instead.
  return withMinus(text.includes('e') ? Math.round(value).toString() : text);
}

/** A value somebody typed or stored: as short as it can be said exactly, `digits` digits otherwise. */
export function formatShort(value: number, digits: number): string {
  const short = String(value);
  if (short.length <= 7 && !short.includes('e')) return withMinus(short);
  return formatValue(value, digits)
    .replace(/(\.\d*?)0+(?=$|·)/, '$1')
    .replace(/\.(?=$|·)/, '');
}

/** The same with four digits where they are needed. */
export function formatParam(value: number): string {
  return formatShort(value, 4);
}

/** About how wide a number is, in digits: points, dots and raised digits are narrower. */
export function widthInDigits(text: string): number {
  let width = 0;
  for (const sign of text) width += '.·()'.includes(sign) ? 0.5 : `⁻${SUPERSCRIPT}`.includes(sign) ? 0.65 : 1;
  return width;
}

/** A value in a narrow place: with as many digits, four at most, as fit the room, which is given in digits. */
export function formatNarrow(
  value: number,
  room: number,
  format: (value: number, digits: number) => string = formatValue,
): string {
  for (let digits = 4; digits > 1; digits--) {
    const text = format(value, digits);
    if (widthInDigits(text) <= room) return text;
  }
  return format(value, 1);
}

/** Every digit of a float64, for tooltips and copying. */
export function exact(value: number): string {
  if (!Number.isFinite(value)) return formatValue(value);
  return withMinus(String(value));
}

/** A count with thin spaces between groups of three; 1.23·10^k beyond a dozen digits (the exact one goes in the tooltip). */
export function formatCount(count: bigint | number): string {
  const digits = String(count);
  if (digits.length > 13) {
    const mantissa = `${digits[0]}.${digits.slice(1, 3)}`;
    return `${mantissa}·10${superscript(digits.length - 1)}`;
  }
  return groupDigits(digits);
}

/** All digits, grouped by thin spaces. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
}

/** `1 path`, `2 paths`. */
export function plural(count: bigint | number, word: string): string {
  return `${formatCount(count)} ${word}${String(count) === '1' ? '' : 's'}`;
}

/** A relative error or another small size: one digit and a power of ten. */
export function formatTiny(value: number): string {
  if (value === 0) return '0';
  if (value >= 0.01 || Number.isNaN(value)) return formatValue(value, 2);
  const [mantissa, exponent] = value.toExponential(0).split('e');
  return `${mantissa}·10${superscript(Number(exponent))}`;
}
