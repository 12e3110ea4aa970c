import { type Flow, flowOf, type PathTrace, type Plan, sweepPaths, tracePaths } from '../../engine';
import { lossName } from '../../model/names';
import { UsageError, wholeNumber } from '../arguments';
import { type Loaded, load, paramOf, withFile } from '../load';
import { json, short, table } from '../output';
import type { Command } from './command';

/** The largest list: beyond it nobody reads, and memory would follow. */
const MOST = 1_000_000;

/** Every connection downstream of the parameter, by the name FORMAT gives it. */
export function flowEntries(plan: Plan, flow: Flow): [string, number][] {
  const entries: [string, number][] = [];
  for (const edge of plan.edges) {
    const { source, target, rows, cols, connection, weight, mask, slot } = edge;
    for (let row = 0; row < rows; row++) {
      for (let col = 0; col < cols; col++) {
        // An edge without weight has one connection a source unit, kept as rows.
        const from = weight >= 0 ? col : row;
        if (flow.reachA[source.offset + from] === 0) continue;
        if (mask?.[row * cols + col] === 0) continue;
        const to = target.kind === 'loss' ? target.id : `${target.id}[${slot + from}]`;
        const name = weight >= 0 ? `${edge.id}[${row},${col}]` : `${source.id}[${from}]>${to}`;
        entries.push([name, flow.connections[connection + row * cols + col]]);
      }
    }
  }
  for (const [id, { offset, rows, cols }] of Object.entries(plan.layout.inner)) {
    const { offset: units } = plan.layout.units[id];
    for (let i = 0; i < cols; i++) {
      if (flow.reachZ[units + i] === 0) continue;
      for (let j = 0; j < rows; j++)
        entries.push([`${id}.z[${i}]>${id}[${j}]`, flow.connections[offset + j * cols + i]]);
    }
  }
  return entries;
}

function asJson(trace: PathTrace, flow: [string, number][] | null): string {
  return json({
    param: trace.address,
    gradient: trace.gradient,
    pathCount: String(trace.pathCount),
    livePathCount: String(trace.livePathCount),
    paths: trace.paths.map(({ units, contribution }) => ({ units, contribution })),
    listedSum: trace.listedSum,
    restSum: trace.restSum,
    absoluteMass: trace.absoluteMass,
    cancellation: trace.cancellation,
    check: { finiteDifference: trace.check.finiteDifference, relativeError: trace.check.relativeError },
    ...(flow ? { flow: Object.fromEntries(flow) } : {}),
  });
}

function people(loaded: Loaded, trace: PathTrace, flow: [string, number][] | null): string {
  const { address, gradient, pathCount, livePathCount, paths, check } = trace;
  const rows = paths.map(({ units, factors, contribution, blockedAt }) => [
    units.join(' → '),
    factors.map(({ value }) => short(value)).join(' · '),
    blockedAt === null ? short(contribution) : '0 (blocked)',
  ]);
  const sums = table([
    [`sum of the ${paths.length} listed`, short(trace.listedSum)],
    [
      '+ the rest',
      short(Math.abs(trace.restSum) < 1e-12 * Math.max(Math.abs(gradient), trace.absoluteMass) ? 0 : trace.restSum),
    ],
    ['= gradient, backward pass', short(gradient)],
    ['central difference', short(check.finiteDifference)],
    ['relative error', check.relativeError.toExponential(1)],
    ['cancellation (1 = none)', trace.cancellation === null ? '-' : short(trace.cancellation)],
  ]);
  const counted = `${pathCount} path${pathCount === 1n ? '' : 's'}${livePathCount === pathCount ? '' : `, ${livePathCount} live`}`;
  const note = check.differentiable ? '' : 'The loss is not differentiable here: left and right differ.\n';
  const flows = flow
    ? `\nflow through each connection\n${table(flow.map(([name, value]) => [name, short(value)]))}`
    : '';
  return `${loaded.document.name}\nd${lossName(loaded.document).text}/d${address} = ${short(gradient)}   ${counted}\n\n${table(rows)}\n${sums}${note}${flows}`;
}

export const trace: Command = {
  name: 'trace',
  usage: 'trace FILE --param P [--top K] [--flow] [--json]',
  summary: 'every path from a parameter to the loss',
  options: { param: 'value', top: 'value', flow: 'flag', json: 'flag' },
  run(args) {
    const address = args.values.get('param');
    if (address === undefined) throw new UsageError('trace needs --param, such as --param w11[0,0]');
    const top = Math.min(MOST, wholeNumber(args, 'top', 20, 0));
    const loaded = load(args.file);
    const param = paramOf(loaded, address);
    return withFile(loaded, () => {
      const sweep = sweepPaths(loaded.plan, loaded.numbers, loaded.forward, loaded.backward);
      const traced = tracePaths(sweep, param, top);
      const flow = args.flags.has('flow') ? flowEntries(loaded.plan, flowOf(sweep, param)) : null;
      return args.flags.has('json') ? asJson(traced, flow) : people(loaded, traced, flow);
    });
  },
};
