/** `npm run fuzz -- --requests 1000000`: compares the strict hit path with node:http. */
import { runSource } from './run-source.js'

runSource('packages/server/src/lib/testing/strict/fuzz.ts')
