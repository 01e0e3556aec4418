// `npm run fuzz -- --requests 1000000`: compares the strict hit path with node:http, from its TypeScript source.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../packages/server/src/lib/testing/strict/fuzz.ts', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  ['--conditions=everfresh-source', '--import', 'tsx', main, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
