/** The machine's own limit: float32 SIMD multiply-adds a second in WebAssembly, by a loop that does nothing else. */

const LANES = 4;
const CHAINS = 12;
const LEB = (/** @type {number} */ value) => {
  const bytes = [];
  for (let rest = value; ; ) {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest ? low | 0x80 : low);
    if (!rest) return bytes;
  }
};
const section = (/** @type {number} */ id, /** @type {number[]} */ body) => [id, ...LEB(body.length), ...body];

/**
 * A function of (rounds, start) that runs CHAINS independent multiply-adds a round, fused where the runtime can, and
 * returns the sum of all chains: a loop whose values nobody reads would be thrown away.
 * @param {boolean} fused
 */
function loopModule(fused) {
  const chain = (/** @type {number} */ i) => i + 2;
  const factor = CHAINS + 2;
  const summand = CHAINS + 3;
  const add = [0xfd, 0xe4, 0x01];
  const mul = [0xfd, 0xe6, 0x01];
  const chains = Array.from({ length: CHAINS }, (_, i) => chain(i));
  const splat = (/** @type {number} */ local) => [0x20, 1, 0xfd, 0x13, 0x21, local];
  const step = chains.flatMap((local) => [
    ...[0x20, local, 0x20, factor],
    ...(fused ? [0x20, summand, 0xfd, 0x85, 0x02] : [...mul, 0x20, summand, ...add]),
    ...[0x21, local],
  ]);
  const countDown = [0x20, 0, 0x41, 1, 0x6b, 0x22, 0, 0x0d, 0];
  const body = [
    ...[1, CHAINS + 2, 0x7b],
    ...[...chains, factor, summand].flatMap(splat),
    ...[0x03, 0x40, ...step, ...countDown, 0x0b],
    ...[0x20, chain(0)],
    ...chains.slice(1).flatMap((local) => [0x20, local, ...add]),
    ...[0xfd, 0x1f, 0, 0x0b],
  ];
  return new Uint8Array([
    ...[0, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [1, 0x60, 2, 0x7f, 0x7d, 1, 0x7d]),
    ...section(3, [1, 0]),
    ...section(7, [1, 1, 0x66, 0, 0]),
    ...section(10, [1, ...LEB(body.length), ...body]),
  ]);
}

/** Peak in GFLOP/s and whether multiply-adds are fused. */
export async function peak() {
  const fused = WebAssembly.validate(loopModule(true));
  const { instance } = await WebAssembly.instantiate(loopModule(fused));
  const run = /** @type {(n: number, start: number) => number} */ (instance.exports.f);
  const rounds = 4_000_000;
  run(rounds, 0.5);
  let best = 0;
  for (let i = 0; i < 5; i++) {
    const start = performance.now();
    run(rounds, 0.5);
    best = Math.max(best, (rounds * CHAINS * LANES * 2) / ((performance.now() - start) * 1e6));
  }
  return { gflops: best, fused };
}
