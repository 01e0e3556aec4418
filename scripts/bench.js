/** `npm run bench -- hit`: runs a bench. What it measures is what users get, the built packages. */
import { runSource } from './run-source.js'

runSource('bench/src/main.ts', { packages: 'built' })
