/** The executable: everything else is in `lib/cli`. */
import { main } from './lib/cli/main.ts'

const exitCode = await main(process.argv.slice(2))
// What was printed goes out first. Then timers and connections that the site left open must not keep the process.
await Promise.all([process.stdout, process.stderr].map((stream) => new Promise((done) => stream.write('', done))))
process.exit(exitCode)
