/**
 * WebAssembly instructions as functions, so that a kernel reads like the loop it is. An expression is the code that leaves
 * its value on the stack: `f32x4.add(a, b)` is a, then b, then the instruction.
 */
import { type Code, type FunctionParts, signed, sizeOf, type Type, unsigned } from './bytes';

const plain =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands, opcode];
const simd =
  (opcode: number) =>
  (...operands: Code[]): Code => [...operands, 0xfd, ...unsigned(opcode)];

/** A place in memory: a pointer (null = 0) plus a constant number of bytes. */
export interface Address {
  readonly base: Code | null;
  readonly offset: number;
}
export const at = (offset: number, base: Code | null = null): Address => ({ base, offset });
export const plus = (address: Address, bytes: number): Address => ({ ...address, offset: address.offset + bytes });

const pointer = ({ base }: Address): Code => base ?? [0x41, 0];
const load =
  (...opcode: number[]) =>
  (address: Address): Code => [pointer(address), ...opcode, 0, ...unsigned(address.offset)];
const store =
  (...opcode: number[]) =>
  (address: Address, value: Code): Code => [pointer(address), value, ...opcode, 0, ...unsigned(address.offset)];

function floatBytes(value: number, double: boolean): number[] {
  const view = new DataView(new ArrayBuffer(8));
  if (double) view.setFloat64(0, value, true);
  else view.setFloat32(0, value, true);
  return Array.from(new Uint8Array(view.buffer, 0, double ? 8 : 4));
}

export const i32 = {
  const: (value: number): Code => [0x41, ...signed(value)],
  load: load(0x28),
  store: store(0x36),
  add: plain(0x6a),
  sub: plain(0x6b),
  mul: plain(0x6c),
  ltU: plain(0x49),
};

export const f64 = {
  const: (value: number): Code => [0x44, ...floatBytes(value, true)],
  load: load(0x2b),
  store: store(0x39),
  add: plain(0xa0),
  sub: plain(0xa1),
  mul: plain(0xa2),
  div: plain(0xa3),
  sqrt: plain(0x9f),
  fromF32: plain(0xbb),
};

export const f32 = { fromF64: plain(0xb6), store: store(0x38) };

export const v128 = {
  load: load(0xfd, 0),
  store: store(0xfd, 11),
  /** One 32-bit number into all four lanes. */
  splat32: load(0xfd, 9),
  /** One 64-bit number into both lanes. */
  splat64: load(0xfd, 10),
  /** Lanes of two vectors, by 32-bit lane numbers 0-7. */
  shuffle: (a: Code, b: Code, lanes: readonly [number, number, number, number]): Code => [
    ...[a, b, 0xfd, 13],
    ...lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => 4 * lane + byte)),
  ],
  and: simd(0x4e),
  /** a and not b. */
  andNot: simd(0x4f),
  or: simd(0x50),
  xor: simd(0x51),
  /** Bits of `a` where the mask is set, else of `b`. */
  select: (a: Code, b: Code, mask: Code): Code => [a, b, mask, 0xfd, 0x52],
  /** All bits set in the first `lanes` 32-bit lanes. */
  laneMask: (lanes: number): Code => [0xfd, 12, ...Array.from({ length: 16 }, (_, i) => (i < 4 * lanes ? 0xff : 0))],
};

export const i32x4 = { add: simd(0xae), sub: simd(0xb1), shl: simd(0xab), shrU: simd(0xad), toF32x4: simd(0xfa) };
export const i64x2 = { add: simd(0xce), shl: simd(0xcb) };

const lanesOf = (value: number, double: boolean): Code => {
  const bytes = floatBytes(value, double);
  return [0xfd, 12, ...(double ? [...bytes, ...bytes] : [...bytes, ...bytes, ...bytes, ...bytes])];
};

/** Lane-wise arithmetic, for four float32 or two float64. */
export interface VectorOps {
  readonly lanes: 2 | 4;
  /** Bytes of one lane. */
  readonly bytes: 4 | 8;
  const(value: number): Code;
  abs(a: Code): Code;
  neg(a: Code): Code;
  sqrt(a: Code): Code;
  add(a: Code, b: Code): Code;
  sub(a: Code, b: Code): Code;
  mul(a: Code, b: Code): Code;
  div(a: Code, b: Code): Code;
  /** b < a ? b : a, and a < b ? b : a: one instruction each, and a NaN in `a` stays. */
  min(a: Code, b: Code): Code;
  max(a: Code, b: Code): Code;
  eq(a: Code, b: Code): Code;
  lt(a: Code, b: Code): Code;
  gt(a: Code, b: Code): Code;
  ge(a: Code, b: Code): Code;
  /** a · b + c, in one rounding where the runtime has relaxed SIMD, else in two. */
  madd(a: Code, b: Code, c: Code): Code;
  splat(address: Address): Code;
}

export const f32x4 = {
  lanes: 4 as const,
  bytes: 4 as const,
  const: (value: number) => lanesOf(value, false),
  splatValue: simd(0x13),
  lane0: (a: Code): Code => [a, 0xfd, 0x1f, 0],
  abs: simd(0xe0),
  neg: simd(0xe1),
  sqrt: simd(0xe3),
  add: simd(0xe4),
  sub: simd(0xe5),
  mul: simd(0xe6),
  div: simd(0xe7),
  min: simd(0xea),
  max: simd(0xeb),
  eq: simd(0x41),
  lt: simd(0x43),
  gt: simd(0x44),
  ge: simd(0x46),
  splat: v128.splat32,
  madd: (a: Code, b: Code, c: Code): Code =>
    hasRelaxedSimd() ? [a, b, c, 0xfd, 0x85, 0x02] : f32x4.add(f32x4.mul(a, b), c),
};

export const f64x2 = {
  lanes: 2 as const,
  bytes: 8 as const,
  const: (value: number) => lanesOf(value, true),
  splatValue: simd(0x14),
  /** The first two of four float32. */
  fromF32x4: simd(0x5f),
  lane: (a: Code, lane: 0 | 1): Code => [a, 0xfd, 0x21, lane],
  abs: simd(0xec),
  neg: simd(0xed),
  sqrt: simd(0xef),
  add: simd(0xf0),
  sub: simd(0xf1),
  mul: simd(0xf2),
  div: simd(0xf3),
  min: simd(0xf6),
  max: simd(0xf7),
  eq: simd(0x47),
  lt: simd(0x49),
  gt: simd(0x4a),
  ge: simd(0x4c),
  splat: v128.splat64,
  madd: (a: Code, b: Code, c: Code): Code =>
    hasRelaxedSimd() ? [a, b, c, 0xfd, 0x87, 0x02] : f64x2.add(f64x2.mul(a, b), c),
};

let relaxed: boolean | null = null;
/** Whether the runtime has fused multiply-add: asked once, with a module of one such instruction. */
export function hasRelaxedSimd(): boolean {
  relaxed ??= WebAssembly.validate(
    new Uint8Array([
      ...[0, 97, 115, 109, 1, 0, 0, 0, 1, 8, 1, 96, 3, 123, 123, 123, 1, 123, 3, 2, 1, 0],
      ...[10, 13, 1, 11, 0, 32, 0, 32, 1, 32, 2, 0xfd, 0x85, 0x02, 11],
    ]),
  );
  return relaxed;
}

export interface Local {
  readonly get: Code;
  set(value: Code): Code;
}

/** A function under construction: hands out locals and takes them back. */
export class Builder {
  private readonly locals: Type[] = [];
  private readonly free: Partial<Record<Type, Local[]>> = {};

  constructor(private readonly params: readonly Type[]) {}

  param(index: number): Local {
    return { get: [0x20, ...unsigned(index)], set: (value) => [value, 0x21, ...unsigned(index)] };
  }

  take(type: Type): Local {
    const kept = this.free[type]?.pop();
    if (kept) return kept;
    this.locals.push(type);
    return this.param(this.params.length + this.locals.length - 1);
  }

  giveBack(type: Type, ...locals: Local[]): void {
    this.free[type] = [...(this.free[type] ?? []), ...locals.reverse()];
  }

  /** Names a value for the code of `use`. */
  let(type: Type, value: Code, use: (name: Code) => Code): Code {
    const local = this.take(type);
    const code = [local.set(value), use(local.get)];
    this.giveBack(type, local);
    return code;
  }

  /** `count` locals for the code of `use`. */
  with(type: Type, count: number, use: (locals: readonly Local[]) => Code): Code {
    const locals = Array.from({ length: count }, () => this.take(type));
    const code = use(locals);
    this.giveBack(type, ...locals);
    return code;
  }

  /**
   * Repeats `body` `count` times; every pointer moves on by its stride (bytes) each time. Written out in full when that
   * takes at most `unroll` bytes of code.
   */
  repeat(
    count: number,
    starts: readonly { readonly from: Address; readonly stride: number }[],
    body: (pointers: readonly Address[]) => Code,
    unroll = 0,
  ): Code {
    if (count <= 0) return [];
    const nth = (i: number) => starts.map(({ from, stride }) => plus(from, i * stride));
    const first = body(nth(0));
    if (count === 1) return first;
    if (count * sizeOf(first) <= unroll) {
      return Array.from({ length: count }, (_, i) => (i === 0 ? first : body(nth(i))));
    }
    // A pointer whose address is known needs a local all the same; its constant offset stays in the instructions.
    return this.with('i32', starts.length + 1, ([end, ...pointers]) => {
      const moving = starts.map(({ from }, i) => at(from.offset, pointers[i].get));
      return [
        starts.map(({ from }, i) => pointers[i].set(from.base ?? i32.const(0))),
        end.set(i32.add(pointers[0].get, i32.const(count * starts[0].stride))),
        [0x03, 0x40],
        body(moving),
        starts.map(({ stride }, i) => pointers[i].set(i32.add(pointers[i].get, i32.const(stride)))),
        [i32.ltU(pointers[0].get, end.get), 0x0d, 0, 0x0b],
      ];
    });
  }

  /** Repeats `body` as often as the i32 `times` says, at least once. */
  times(times: Code, body: () => Code): Code {
    return this.with('i32', 1, ([left]) => [
      left.set(times),
      [0x03, 0x40],
      body(),
      left.set(i32.sub(left.get, i32.const(1))),
      [left.get, 0x0d, 0, 0x0b],
    ]);
  }

  finish(name: string, body: Code, results: readonly Type[] = []): FunctionParts {
    return { name, params: this.params, results, locals: this.locals, body };
  }
}
