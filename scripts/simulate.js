// `npm run simulate -- --seeds 1000`: plays the simulation from its TypeScript source.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../simulation/main.ts', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  ['--conditions=everfresh-source', '--import', 'tsx', main, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
