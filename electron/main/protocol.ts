/** The page's own protocol: app://gradpath/…, files of the built page and nothing else, with strict headers. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol, type Session } from 'electron';

export const ORIGIN = 'app://gradpath';

const ROOT = join(import.meta.dirname, '../renderer');

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
  '.json': 'application/json',
};

/** 'wasm-unsafe-eval' lets WebAssembly compile; it allows no script from text. */
export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-embedder-policy': 'require-corp',
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
};

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** The file of a request, or null when it lies outside the page's folder. */
export function fileOf(url: string): string | null {
  const { host, pathname } = new URL(url);
  if (host !== 'gradpath') return null;
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const file = normalize(join(ROOT, path === '/' ? 'index.html' : path));
  return file.startsWith(ROOT + sep) ? file : null;
}

/** Answers the requests of a session's pages. */
export function serveApp(pages: Session): void {
  pages.protocol.handle('app', async (request) => {
    const file = fileOf(request.url);
    if (file === null) return new Response('not found', { status: 404, headers: HEADERS });
    try {
      const body = await readFile(file);
      const type = TYPES[extname(file)] ?? 'application/octet-stream';
      return new Response(new Uint8Array(body), { headers: { ...HEADERS, 'content-type': type } });
    } catch {
      return new Response('not found', { status: 404, headers: HEADERS });
    }
  });
}
