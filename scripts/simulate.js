/** `npm run simulate -- --seeds 1000`: plays the simulation. */
import { runSource } from './run-source.js'

runSource('simulation/main.ts')
