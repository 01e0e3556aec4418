/** `everfresh init`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import pc from 'picocolors'
import { initSite } from '../init/init-site.ts'
import { noSuchSite } from './errors.ts'

export async function init(directory?: string): Promise<void> {
  const root = resolve(directory ?? '.')
  if (!existsSync(root)) throw noSuchSite(root, 'does not exist')
  const { files } = await initSite(root)
  for (const { file, changes, notes } of files) {
    if (changes.length === 0 && notes.length === 0)
      process.stdout.write(`${pc.green('✓')} ${file}: nothing to change\n`)
    for (const change of changes) process.stdout.write(`${pc.green('✓')} ${file}: ${change}\n`)
    for (const note of notes) process.stdout.write(`${pc.yellow('⚠')} ${file} ${note}\n`)
  }
}
