/** How the tests run: from source, without a build; first the small ones in parallel, then those that start processes. */
import { defineConfig } from 'vitest/config'
import { programPaths } from './scripts/programs.js'

// Makes our packages resolve to their `src/`.
const conditions = ['everfresh-source']

const excluded = [
  '**/node_modules/**',
  '**/dist/**',
  '**/.everfresh/**',
  '**/.next/**',
  '**/.tmp/**',
  'bench/peers/**',
  'tests/sites/**',
]

/** Those that need a built Next.js, and one that installs and builds all of this repository again. */
const againstNext = ['tests/rehearsals/{blog,dictionary,magazine,plain}.test.ts', 'tests/packaging/clean-clone.test.ts']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    reporters: ['default', './scripts/count-reporter.js'],
    env: programPaths(),
    exclude: excluded,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['{packages,examples,bench,scripts,simulation}/**/*.test.{ts,tsx,js}'],
          // One for each processor; by itself Vitest leaves one out.
          maxWorkers: '100%',
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
          exclude: [...excluded, ...againstNext],
          globalSetup: ['tests/support/compiled-packages.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          // Each file starts servers and browsers of its own, which want the cores, too.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          // `npm run rehearse`: builds the examples with Next.js, too, which takes as long as all else.
          name: 'rehearsals',
          include: againstNext,
          globalSetup: ['tests/support/compiled-packages.ts'],
          testTimeout: 60_000,
          hookTimeout: 180_000,
          maxWorkers: 2,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
