import { resolve } from 'node:path';
import { defineConfig } from 'vite';

// The command line is one file for plain Node; the engine and the model are bundled into it.
export default defineConfig({
  root: resolve(import.meta.dirname, '../..'),
  logLevel: 'warn',
  build: {
    ssr: resolve(import.meta.dirname, 'main.ts'),
    outDir: resolve(import.meta.dirname, '../../out/cli'),
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: { output: { entryFileNames: 'gradpath.js', banner: '#!/usr/bin/env node' } },
  },
  ssr: { noExternal: true },
});
