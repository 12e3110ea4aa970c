/** JSON for programs, aligned tables for people. */

/**
 * JSON with values JSON does not have written as strings ("NaN", "Infinity"): a non-finite number is an answer here, and
 * null would hide which one.
 */
export function json(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === 'number' && !Number.isFinite(item) ? String(item) : item),
    2,
  );
  return `${text}\n`;
}

/** A number for a person: six significant digits. */
export function short(value: number | null): string {
  if (value === null) return '-';
  if (value === 0) return '0';
  const size = Math.abs(value);
  return size < 1e-4 || size >= 1e6 ? value.toExponential(5) : String(Number(value.toPrecision(6)));
}

/** Rows of text in columns; the first column to the left, the others to the right. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, i) => {
      widths[i] = Math.max(widths[i] ?? 0, cell.length);
    });
  }
  const line = (row: readonly string[]) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]) : cell.padStart(widths[i])))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}
