/** The table of paths as CSV (RFC 4180): one row a path, then what is not listed, then the gradient that all add up to. */
import type { PathTrace } from '../engine';

/** Every digit of a float64: reading it gives the same number back. */
function digits(value: number): string {
  return (value === 0 ? 0 : value).toPrecision(17);
}

/** A field in quotes where it needs them, quotes doubled. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * Columns: rank, path (its units), one a factor (empty beyond a shorter path's last), contribution, cumulative sum. A
 * blocked path has its zero factor and the contribution 0. Lines end in CRLF, as the standard has it.
 */
export function pathTableCsv(trace: PathTrace): string {
  const { paths, restSum, gradient, pathCount } = trace;
  const width = Math.max(0, ...paths.map(({ factors }) => factors.length));
  const names = Array.from({ length: width }, (_, i) => `factor ${i + 1}`);
  const blank = names.map(() => '');
  let sum = 0;
  const rows = paths.map(({ units, factors, contribution }, i) => {
    sum += contribution;
    const values = blank.map((_, k) => (k < factors.length ? digits(factors[k].value) : ''));
    return [String(i + 1), units.join(' > '), ...values, digits(contribution), digits(sum)];
  });
  const left = pathCount - BigInt(paths.length);
  const rest = `rest (${left} ${left === 1n ? 'path' : 'paths'})`;
  return [
    ['rank', 'path', ...names, 'contribution', 'cumulative sum'],
    ...rows,
    ['', rest, ...blank, digits(restSum), digits(gradient)],
    ['', 'total', ...blank, digits(gradient), digits(gradient)],
  ]
    .map((row) => `${row.map(field).join(',')}\r\n`)
    .join('');
}
