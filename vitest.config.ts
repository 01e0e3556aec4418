/** How the tests run: from source, without a build; first the small ones in parallel, then those that start processes. */
import { defineConfig } from 'vitest/config'
import { programPaths } from './scripts/programs.js'

// Makes our packages resolve to their `src/`.
const conditions = ['everfresh-source']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: ['default', './scripts/count-reporter.js'],
    env: programPaths(),
    exclude: [
      '**/node_modules/**',
      '**/dist/**',
      '**/.everfresh/**',
      '**/.next/**',
      '**/.tmp/**',
      'bench/peers/**',
      'tests/sites/**',
    ],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{packages,examples,bench,scripts,simulation}/**/*.test.{ts,tsx,js}'],
          testTimeout: 30_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'system',
          include: ['tests/**/*.test.{ts,tsx}'],
          globalSetup: ['tests/support/compiled-packages.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // Each file starts servers and browsers of its own, which want the cores, too.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
