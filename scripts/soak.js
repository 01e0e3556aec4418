/** `npm run soak -- --minutes 10 --instances 3 --store redis`: breaks things under load (tests/cluster/soak). */
import { runSource } from './run-source.js'

runSource('tests/cluster/soak/main.ts')
