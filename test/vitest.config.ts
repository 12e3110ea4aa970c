import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  test: {
    include: ['test/unit/**/*.test.{ts,tsx}'],
    environment: 'node',
    // One fewer is what it takes by itself: half of a machine with two.
    maxWorkers: availableParallelism(),
    // A busy machine is slow, not wrong.
    testTimeout: 120_000,
  },
});
