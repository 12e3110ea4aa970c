/** The binary format of WebAssembly, as much as the kernels need (WebAssembly Core Specification, chapter 5). */

/** Instructions: bytes, nested as they were put together; flattened once, when the module is written. */
export type Code = readonly (number | Code)[];

const TYPE = { i32: 0x7f, i64: 0x7e, f32: 0x7d, f64: 0x7c, v128: 0x7b } as const;
export type Type = keyof typeof TYPE;

/** Unsigned LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest % 128;
    rest = Math.floor(rest / 128);
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a 32-bit number. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    const last = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
    bytes.push(last ? low : low | 0x80);
    if (last) return bytes;
  }
}

/** Appends nested code to a flat array. */
function flatten(code: Code, out: number[] = []): number[] {
  for (const part of code) {
    if (typeof part === 'number') out.push(part);
    else flatten(part, out);
  }
  return out;
}

/** How many bytes nested code comes to. */
export function sizeOf(code: Code): number {
  let size = 0;
  for (const part of code) size += typeof part === 'number' ? 1 : sizeOf(part);
  return size;
}

export interface FunctionParts {
  readonly name: string;
  readonly params: readonly Type[];
  readonly results: readonly Type[];
  readonly locals: readonly Type[];
  readonly body: Code;
}

function vector(items: readonly (readonly number[])[]): number[] {
  return [...unsigned(items.length), ...items.flat()];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function name(text: string): number[] {
  return [...unsigned(text.length), ...Array.from(text, (char) => char.charCodeAt(0))];
}

function functionBody({ locals, body }: FunctionParts): number[] {
  const declared = vector(locals.map((type) => [1, TYPE[type]]));
  const code = flatten(body, declared);
  code.push(0x0b);
  return code;
}

/** A module that imports its memory as `env.memory` and exports its functions by name. */
export function moduleBytes(functions: readonly FunctionParts[]): Uint8Array<ArrayBuffer> {
  const types = functions.map(({ params, results }) => [
    0x60,
    ...vector(params.map((type) => [TYPE[type]])),
    ...vector(results.map((type) => [TYPE[type]])),
  ]);
  const bodies = functions.map(functionBody);
  const codeSize = bodies.reduce((sum, body) => sum + unsigned(body.length).length + body.length, 0);
  const head = [
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, vector(types)),
    ...section(2, vector([[...name('env'), ...name('memory'), 0x02, 0x00, 0x01]])),
    ...section(3, vector(functions.map((_, index) => unsigned(index)))),
    ...section(7, vector(functions.map((fn, index) => [...name(fn.name), 0x00, ...unsigned(index)]))),
    ...[10, ...unsigned(unsigned(functions.length).length + codeSize), ...unsigned(functions.length)],
  ];
  const module = new Uint8Array(head.length + codeSize);
  module.set(head);
  let at = head.length;
  for (const body of bodies) {
    const length = unsigned(body.length);
    module.set(length, at);
    module.set(body, at + length.length);
    at += length.length + body.length;
  }
  return module;
}
