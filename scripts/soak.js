// `npm run soak -- --minutes 10 --instances 3 --store redis`: breaks things under load, from the TypeScript source of tests/cluster/soak.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../tests/cluster/soak/main.ts', import.meta.url))
const { status } = spawnSync(
  process.execPath,
  ['--conditions=everfresh-source', '--import', 'tsx', main, ...process.argv.slice(2)],
  { stdio: 'inherit' },
)
process.exit(status ?? 1)
