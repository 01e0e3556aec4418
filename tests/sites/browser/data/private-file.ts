import { readFileSync } from 'node:fs'
import { join } from 'node:path'

export const privateWords = () => readFileSync(join(process.cwd(), 'data/private.txt'), 'utf8').trim()
export const marker = 'marker-of-a-server-module'
