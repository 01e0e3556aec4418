/**
 * Compiles what has changed of the packages before the first system test: those run the command line in processes of their own,
 * which would each spend more time on compiling it than on their work.
 */
import { buildPackages } from '../../scripts/build.js'

export default async function setup(): Promise<void> {
  await buildPackages({ ifNeeded: true })
}
