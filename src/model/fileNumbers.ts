/** Vectors and matrices of a file: nested arrays, or base64 of little-endian float64. Faults name their place. */
import { FileFault } from './fileFault';

function finite(value: unknown, at: string): number {
  if (typeof value !== 'number') throw new FileFault('number', at, `expected a number, found ${describe(value)}`);
  if (!Number.isFinite(value))
    throw new FileFault('number', at, 'expected a finite number, found one too large for float64');
  return value;
}

function describe(value: unknown): string {
  if (value === null) return 'null';
  if (value === undefined) return 'nothing';
  return Array.isArray(value)
    ? 'a list'
    : typeof value === 'object'
      ? 'an object'
      : `${typeof value} ${JSON.stringify(value)}`;
}

/** A list of `length` finite numbers. */
export function readVector(value: unknown, length: number, at: string): Float64Array {
  if (!Array.isArray(value))
    throw new FileFault('shape', at, `expected a list of ${length} numbers, found ${describe(value)}`);
  if (value.length !== length) throw new FileFault('shape', at, `expected ${length} numbers, found ${value.length}`);
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = finite(value[i], `${at}[${i}]`);
  return out;
}

function wrongShape(at: string, rows: number, cols: number, found: string): FileFault {
  return new FileFault('shape', at, `expected ${rows} x ${cols}, found ${found}`);
}

function fromBase64(text: string, count: number, at: string): Float64Array {
  let bytes: string;
  try {
    bytes = atob(text);
  } catch {
    throw new FileFault('number', `${at}.data`, 'is not base64');
  }
  if (bytes.length !== count * 8) {
    throw new FileFault('shape', `${at}.data`, `expected ${count * 8} bytes, found ${bytes.length}`);
  }
  const raw = new Uint8Array(bytes.length);
  for (let i = 0; i < bytes.length; i++) raw[i] = bytes.charCodeAt(i);
  const view = new DataView(raw.buffer);
  return Float64Array.from({ length: count }, (_, i) =>
    finite(view.getFloat64(i * 8, true), `${at}.data, number ${i}`),
  );
}

/** A rows x cols matrix, row-major. */
export function readMatrix(value: unknown, rows: number, cols: number, at: string): Float64Array {
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    const { shape, data } = value as { shape?: unknown; data?: unknown };
    if (!Array.isArray(shape) || shape.length !== 2 || typeof data !== 'string') {
      throw new FileFault('schema', at, 'expected rows of numbers, or "shape" and "data"');
    }
    if (shape[0] !== rows || shape[1] !== cols) throw wrongShape(at, rows, cols, `${shape[0]} x ${shape[1]}`);
    return fromBase64(data, rows * cols, at);
  }
  if (!Array.isArray(value))
    throw new FileFault('shape', at, `expected ${rows} x ${cols} numbers, found ${describe(value)}`);
  const width = Array.isArray(value[0]) ? value[0].length : 0;
  if (value.length !== rows || (rows > 0 && width !== cols))
    throw wrongShape(at, rows, cols, `${value.length} x ${width}`);
  const out = new Float64Array(rows * cols);
  for (let row = 0; row < rows; row++) {
    const line: unknown = value[row];
    if (!Array.isArray(line))
      throw new FileFault('shape', `${at}[${row}]`, `expected ${cols} numbers, found ${describe(line)}`);
    if (line.length !== cols)
      throw new FileFault('shape', `${at}[${row}]`, `expected ${cols} numbers, found ${line.length}`);
    for (let col = 0; col < cols; col++) out[row * cols + col] = finite(line[col], `${at}[${row}][${col}]`);
  }
  return out;
}

/** Bytes that are written at a time. */
const PIECE = 3 * 0x2000;

/** Base64 of little-endian float64. */
export function toBase64(values: Float64Array): string {
  const raw = new Uint8Array(values.length * 8);
  const view = new DataView(raw.buffer);
  values.forEach((value, i) => {
    view.setFloat64(i * 8, value, true);
  });
  // In pieces, as a call takes only so many arguments; of whole threes, so that no piece is padded. `apply` takes the array
  // as it is: spreading it made saving ten million weights four times as slow.
  let text = '';
  for (let at = 0; at < raw.length; at += PIECE) {
    text += btoa(String.fromCharCode.apply(null, raw.subarray(at, at + PIECE) as unknown as number[]));
  }
  return text;
}
