/** What was asked for on the command line. */
import type { LinesBy } from '../shared/ipc';

export interface SnapshotRequest {
  /** The PNG to write. */
  readonly out: string;
  /** The parameter to choose before the picture is taken. */
  readonly param: string | null;
  readonly width: number;
  readonly height: number;
  readonly theme: 'light' | 'dark';
}

export interface LaunchRequest {
  readonly file: string | null;
  /** What draws the lines of large networks; `auto` = the graphics card where there is a real one. */
  readonly lines: LinesBy;
  readonly snapshot: SnapshotRequest | null;
  /** One sentence about what cannot be done, or null. */
  readonly problem: string | null;
}

const SIZE = /^(\d{3,4})x(\d{3,4})$/;
const WITH_VALUE = ['--snapshot', '--param', '--size', '--theme', '--lines'];
const LINES: readonly string[] = ['auto', 'gpu', 'cpu'] satisfies LinesBy[];

/**
 * Reads Electron's argv: own flags with their values, one file. Chromium's switches are left alone; when not packaged
 * the first plain argument is the app's folder.
 */
export function parseArguments(argv: readonly string[], packaged: boolean): LaunchRequest {
  const values = new Map<string, string>();
  const plain: string[] = [];
  for (let i = 1; i < argv.length; i++) {
    const arg = argv[i];
    if (WITH_VALUE.includes(arg)) {
      values.set(arg, argv[i + 1] ?? '');
      i += 1;
    } else if (!arg.startsWith('-')) plain.push(arg);
  }
  const file = plain[packaged ? 0 : 1] ?? null;
  const out = values.get('--snapshot');
  const problem = problemOf(values);
  const lines = (values.get('--lines') ?? 'auto') as LinesBy;
  if (out === undefined) return { file, lines, snapshot: null, problem };
  const size = SIZE.exec(values.get('--size') ?? '');
  return {
    file,
    lines,
    problem,
    snapshot: {
      out,
      param: values.get('--param') ?? null,
      width: size ? Number(size[1]) : 1440,
      height: size ? Number(size[2]) : 900,
      theme: values.get('--theme') === 'dark' ? 'dark' : 'light',
    },
  };
}

function problemOf(values: ReadonlyMap<string, string>): string | null {
  const lines = values.get('--lines');
  if (lines !== undefined && !LINES.includes(lines)) return `--lines: expected auto, gpu or cpu, found "${lines}".`;
  const lone = [...values.keys()].find((name) => name !== '--snapshot' && name !== '--lines');
  const out = values.get('--snapshot');
  if (out === undefined) return lone ? `${lone} says how a picture is drawn: it needs --snapshot picture.png.` : null;
  const size = values.get('--size');
  const theme = values.get('--theme');
  if (out === '' || out.startsWith('-')) return '--snapshot needs the name of a PNG file.';
  if (values.get('--param') === '') return '--param needs the name of a weight or bias, such as w11 or n1.bias[0].';
  if (size !== undefined && !SIZE.test(size)) return `--size: expected a size such as 1440x900, found "${size}".`;
  if (theme !== undefined && theme !== 'light' && theme !== 'dark') {
    return `--theme: expected light or dark, found "${theme}".`;
  }
  return null;
}
