/** `everfresh doctor`. */
import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import pc from 'picocolors'
import { examineSite } from '../doctor/examine-site.ts'
import type { Finding } from '../doctor/finding.ts'
import { noSuchSite } from './errors.ts'

const marks: Readonly<Record<Finding['verdict'], string>> = {
  works: pc.green('✓'),
  differs: pc.yellow('⚠'),
  fails: pc.red('✗'),
}

/** @returns the exit code: 1 when something of the site will not work. */
export async function doctor(directory?: string): Promise<number> {
  const root = resolve(directory ?? '.')
  if (!existsSync(root)) throw noSuchSite(root, 'does not exist')
  const findings = await examineSite(root)
  for (const { verdict, file, line, message } of findings) {
    const place = file === undefined ? '' : `${line === undefined ? file : `${file}:${line}`} `
    process.stdout.write(`${marks[verdict]} ${pc.bold(place)}${message}\n`)
  }
  const count = (verdict: Finding['verdict']) => findings.filter((finding) => finding.verdict === verdict).length
  const fails = count('fails')
  process.stdout.write(`\n${fails} will not work, ${count('differs')} will differ.\n`)
  return fails > 0 ? 1 : 0
}
