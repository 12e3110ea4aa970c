/** What was asked for on the command line. */
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
  readonly snapshot: SnapshotRequest | null;
}

const WITH_VALUE = ['--snapshot', '--param', '--size', '--theme'];

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
  if (out === undefined) return { file, snapshot: null };
  const size = /^(\d{3,5})x(\d{3,5})$/.exec(values.get('--size') ?? '');
  return {
    file,
    snapshot: {
      out,
      param: values.get('--param') ?? null,
      width: size ? Number(size[1]) : 1440,
      height: size ? Number(size[2]) : 900,
      theme: values.get('--theme') === 'dark' ? 'dark' : 'light',
    },
  };
}
