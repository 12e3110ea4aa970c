/**
 * Sparse graphs in WebAssembly, in float64: rows of connections, one row a unit, in topological order. A unit's samples lie
 * side by side, two a vector; a single sample uses one lane. The forward functions, one an activation, leave φ and φ′; the
 * backward function walks the rows in reverse and leaves a gradient for every parameter. SPEC: W6, W7.
 */
import type { ActivationName } from '../types';
import { type Code, type FunctionParts, moduleBytes } from './bytes';
import { at, Builder, f64, f64x2, i32, i64x2, type Local, v128 } from './code';
import { polynomial } from './polynomial';

const c = f64x2.const;

/** Bytes from the start of memory. Units are addressed by their own byte offset from each of the three. */
export interface GraphMemory {
  readonly activations: number;
  readonly localDerivatives: number;
  readonly adjoints: number;
  readonly params: number;
  readonly gradient: number;
}

/** A row of the table of units: bytes of the unit, of its first connection and beyond its last, and of its bias. */
export const ROW_BYTES = 16;
/** A connection: bytes of its source unit and of its parameter. */
export const CONNECTION_BYTES = 8;

/** 1/2!, 1/3! … 1/13!: as many terms of e^r - 1 - r, over r², as float64 needs for |r| <= ln 2 / 2. */
const TERMS = Array.from({ length: 12 }, (_, i) => {
  let factorial = 1;
  for (let n = 2; n <= i + 2; n++) factorial *= n;
  return 1 / factorial;
});

/** Passes on s = 2^n and p = e^r - 1 of e^x = s + s·p, for two float64, as `vectorMath.ts` does for float32. */
function exponentialParts(fn: Builder, x: Code, use: (s: Code, p: Code) => Code): Code {
  const round = 1.5 * 2 ** 52;
  // ln 2 in two parts: the first has so few bits that n times it is exact; the last term is what Math.LN2 itself lacks.
  const high = Math.round(Math.LN2 * 2 ** 32) / 2 ** 32;
  const low = Math.LN2 - high + 2.3190468138462996e-17;
  return fn.let('v128', f64x2.min(f64x2.max(x, c(-708)), c(709)), (value) =>
    fn.let('v128', f64x2.madd(value, c(Math.LOG2E), c(round)), (shifted) =>
      fn.let('v128', f64x2.sub(shifted, c(round)), (n) =>
        fn.let('v128', f64x2.madd(n, c(-low), f64x2.madd(n, c(-high), value)), (r) => {
          const p = f64x2.madd(f64x2.mul(r, r), polynomial(fn, f64x2, r, TERMS), r);
          const s = i64x2.add(i64x2.shl(shifted, i32.const(52)), c(1));
          return fn.let('v128', p, (pName) => fn.let('v128', s, (sName) => use(sName, pName)));
        }),
      ),
    ),
  );
}

/** Stores φ(z) and φ′(z) of a named z. */
type GraphActivation = (fn: Builder, z: Code, store: (value: Code, localDerivative: Code) => Code) => Code;

const split =
  (low: number): GraphActivation =>
  (_, z, store) =>
    store(v128.select(z, f64x2.mul(z, c(low)), f64x2.gt(z, c(0))), v128.select(c(1), c(low), f64x2.gt(z, c(0))));

/** Logistic of z and of -z, both without cancellation: 1/(1+e) and e/(1+e) with e = e^-|z|. */
function logistics(fn: Builder, z: Code, use: (plus: Code, minus: Code) => Code): Code {
  const exp = exponentialParts(fn, f64x2.neg(f64x2.abs(z)), (s, p) => f64x2.madd(s, p, s));
  return fn.let('v128', exp, (e) =>
    fn.let('v128', f64x2.div(c(1), f64x2.add(c(1), e)), (large) =>
      fn.let('v128', f64x2.mul(e, large), (small) =>
        fn.let('v128', v128.select(small, large, f64x2.lt(z, c(0))), (positive) =>
          fn.let('v128', v128.select(large, small, f64x2.lt(z, c(0))), (negative) => use(positive, negative)),
        ),
      ),
    ),
  );
}

/** The activations that have a kernel; units with another one take the portable way. */
export const GRAPH_ACTIVATIONS: Partial<Record<ActivationName, GraphActivation>> = {
  identity: (_, z, store) => store(z, c(1)),
  step: (_, z, store) => store(v128.and(f64x2.ge(z, c(0)), c(1)), c(0)),
  relu: (_, z, store) => store(f64x2.max(z, c(0)), v128.and(f64x2.gt(z, c(0)), c(1))),
  leakyRelu: split(0.01),
  sigmoid: (fn, z, store) => logistics(fn, z, (s, rest) => store(s, f64x2.mul(s, rest))),
  silu: (fn, z, store) =>
    logistics(fn, z, (s, rest) => store(f64x2.mul(z, s), f64x2.mul(s, f64x2.madd(z, rest, c(1))))),
  // With E = e^(-2|z|) - 1, which keeps its relative accuracy near 0: tanh |z| = -E / (2 + E), φ′ = 4 e^(-2|z|) / (2 + E)².
  tanh: (fn, z, store) =>
    exponentialParts(fn, f64x2.mul(f64x2.abs(z), c(-2)), (s, p) =>
      fn.let('v128', f64x2.madd(s, p, f64x2.sub(s, c(1))), (e) =>
        fn.let('v128', f64x2.div(c(1), f64x2.add(c(2), e)), (inverse) =>
          store(
            v128.or(v128.and(z, c(-0)), f64x2.mul(f64x2.abs(e), inverse)),
            f64x2.mul(f64x2.mul(f64x2.madd(s, p, s), c(4)), f64x2.mul(inverse, inverse)),
          ),
        ),
      ),
    ),
};

/** Vectors of a unit that are worked on at a time. */
const CHUNK = 8;

/** Chunks of a unit's vectors: [first, count]. */
function chunks(vectors: number): [number, number][] {
  const list: [number, number][] = [];
  for (let first = 0; first < vectors; first += CHUNK) list.push([first, Math.min(CHUNK, vectors - first)]);
  return list;
}

interface RowLocals {
  readonly unit: Local;
  readonly next: Local;
  readonly end: Local;
}

/** Runs `body` for every connection of the row. */
function eachConnection(row: Local, { next, end }: RowLocals, body: () => Code): Code {
  return [
    next.set(i32.load(at(4, row.get))),
    end.set(i32.load(at(8, row.get))),
    [i32.ltU(next.get, end.get), 0x04, 0x40, 0x03, 0x40],
    body(),
    next.set(i32.add(next.get, i32.const(CONNECTION_BYTES))),
    [i32.ltU(next.get, end.get), 0x0d, 0, 0x0b, 0x0b],
  ];
}

function forwardFunction(
  name: string,
  activation: GraphActivation,
  vectors: number,
  memory: GraphMemory,
): FunctionParts {
  const fn = new Builder(['i32', 'i32']);
  const [row, last] = [fn.param(0), fn.param(1)];
  const locals: RowLocals = { unit: fn.take('i32'), next: fn.take('i32'), end: fn.take('i32') };
  const { unit, next } = locals;
  const body = chunks(vectors).map(([first, count]) =>
    fn.with('v128', count, (sums) => [
      sums.map((sum) => sum.set(v128.splat64(at(memory.params, i32.load(at(12, row.get)))))),
      eachConnection(row, locals, () =>
        fn.let('v128', v128.splat64(at(memory.params, i32.load(at(4, next.get)))), (weight) =>
          fn.let('i32', i32.load(at(0, next.get)), (source) =>
            sums.map((sum, v) =>
              sum.set(f64x2.madd(weight, v128.load(at(memory.activations + 16 * (first + v), source)), sum.get)),
            ),
          ),
        ),
      ),
      sums.map((sum, v) =>
        activation(fn, sum.get, (value, localDerivative) => [
          v128.store(at(memory.activations + 16 * (first + v), unit.get), value),
          v128.store(at(memory.localDerivatives + 16 * (first + v), unit.get), localDerivative),
        ]),
      ),
    ]),
  );
  return fn.finish(name, [
    [0x03, 0x40],
    unit.set(i32.load(at(0, row.get))),
    body,
    row.set(i32.add(row.get, i32.const(ROW_BYTES))),
    [i32.ltU(row.get, last.get), 0x0d, 0, 0x0b],
  ]);
}

/** `single`: one lane of the only vector counts. `shared`: some parameter is used twice, so that gradients add up. */
function backwardFunction(vectors: number, single: boolean, shared: boolean, memory: GraphMemory): FunctionParts {
  const fn = new Builder(['i32', 'i32']);
  const [first, row] = [fn.param(0), fn.param(1)];
  const locals: RowLocals = { unit: fn.take('i32'), next: fn.take('i32'), end: fn.take('i32') };
  const { unit, next } = locals;
  const lanes = (sum: Code): Code =>
    single ? f64x2.lane(sum, 0) : fn.let('v128', sum, (v) => f64.add(f64x2.lane(v, 0), f64x2.lane(v, 1)));
  const put = (param: Code, value: Code, add: boolean): Code =>
    fn.let('i32', param, (offset) => {
      const place = at(memory.gradient, offset);
      return f64.store(place, add ? f64.add(f64.load(place), value) : value);
    });
  const body = chunks(vectors).map(([start, count], chunk) =>
    fn.with('v128', count, (deltas) => [
      deltas.map((delta, v) =>
        delta.set(
          f64x2.mul(
            v128.load(at(memory.localDerivatives + 16 * (start + v), unit.get)),
            v128.load(at(memory.adjoints + 16 * (start + v), unit.get)),
          ),
        ),
      ),
      put(
        i32.load(at(12, row.get)),
        lanes(deltas.slice(1).reduce<Code>((sum, delta) => f64x2.add(sum, delta.get), deltas[0].get)),
        chunk > 0,
      ),
      eachConnection(row, locals, () =>
        fn.let('i32', i32.load(at(0, next.get)), (source) =>
          fn.let('i32', i32.load(at(4, next.get)), (param) =>
            fn.let('v128', v128.splat64(at(memory.params, param)), (weight) =>
              fn.with('v128', 1, ([sum]) => [
                deltas.map((delta, v) => {
                  const activation = v128.load(at(memory.activations + 16 * (start + v), source));
                  const adjoint = at(memory.adjoints + 16 * (start + v), source);
                  return [
                    sum.set(v === 0 ? f64x2.mul(delta.get, activation) : f64x2.madd(delta.get, activation, sum.get)),
                    v128.store(adjoint, f64x2.madd(weight, delta.get, v128.load(adjoint))),
                  ];
                }),
                put(param, lanes(sum.get), shared || chunk > 0),
              ]),
            ),
          ),
        ),
      ),
    ]),
  );
  return fn.finish('backward', [
    [0x03, 0x40],
    unit.set(i32.load(at(0, row.get))),
    body,
    [first.get, row.get, 0x49, 0x04, 0x40],
    row.set(i32.sub(row.get, i32.const(ROW_BYTES))),
    [0x0c, 1, 0x0b, 0x0b],
  ]);
}

/** Forward functions by the name of their activation, over rows from the first to before the last; `backward` from the first to the last, which it begins with. */
export function graphModule(
  activations: ReadonlySet<ActivationName>,
  batch: number,
  shared: boolean,
  memory: GraphMemory,
): Uint8Array<ArrayBuffer> {
  const vectors = Math.ceil(batch / 2);
  const functions: FunctionParts[] = [backwardFunction(vectors, batch === 1, shared, memory)];
  for (const name of activations) {
    const activation = GRAPH_ACTIVATIONS[name];
    if (activation) functions.push(forwardFunction(name, activation, vectors, memory));
  }
  return moduleBytes(functions);
}
