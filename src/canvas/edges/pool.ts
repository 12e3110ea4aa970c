/** A matrix in the room of a picture: each cell shows the entry of the largest size that falls into it. Pure. */

export interface Pooled {
  readonly rows: number;
  readonly cols: number;
  /** Per cell, the place of its entry in the matrix. */
  readonly at: Uint32Array;
}

/** At most `maxRows` x `maxCols` cells. An entry that is no number is what has to be seen, wherever it stands. */
export function pool(values: ArrayLike<number>, rows: number, cols: number, maxRows: number, maxCols: number): Pooled {
  const outRows = Math.min(rows, maxRows);
  const outCols = Math.min(cols, maxCols);
  const at = new Uint32Array(outRows * outCols);
  const best = new Float64Array(outRows * outCols).fill(-1);
  for (let row = 0; row < rows; row++) {
    const line = Math.floor((row * outRows) / rows) * outCols;
    for (let col = 0; col < cols; col++) {
      const cell = line + Math.floor((col * outCols) / cols);
      const value = values[row * cols + col];
      const size = Number.isNaN(value) ? Number.POSITIVE_INFINITY : Math.abs(value);
      if (size > best[cell]) {
        best[cell] = size;
        at[cell] = row * cols + col;
      }
    }
  }
  return { rows: outRows, cols: outCols, at };
}

/** Per cell, the largest mark of all entries that fall into it. */
export function pooledMost(marks: Uint8Array, rows: number, cols: number, pooled: Pooled): Uint8Array {
  const most = new Uint8Array(pooled.rows * pooled.cols);
  for (let row = 0; row < rows; row++) {
    const line = Math.floor((row * pooled.rows) / rows) * pooled.cols;
    for (let col = 0; col < cols; col++) {
      const cell = line + Math.floor((col * pooled.cols) / cols);
      const mark = marks[row * cols + col];
      if (mark > most[cell]) most[cell] = mark;
    }
  }
  return most;
}
