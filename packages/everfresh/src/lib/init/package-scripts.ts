/** The scripts that a site's package.json needs. */
import { readJson, withValue } from './edit-json.ts'
import type { FileChange } from './report.ts'

const commands = ['dev', 'build', 'start'] as const

/** `next` as a command of its own, before one of the subcommands that Everfresh has too. */
const nextCommand = /(^|[\s;&|])next(?=\s+(?:dev|build|start|export)(?:$|[\s;&|]))/g
/** They choose among bundlers, of which we have one. */
const bundlerFlags = /\s--(?:turbo|turbopack|webpack|experimental-https)(?=$|[\s;&|])/g

/**
 * Returns package.json with `everfresh` where `next` was, and with the commands that were missing. Other programs that
 * start the site are left alone.
 *
 * @throws EverfreshError INVALID_CONFIG when `text` cannot be read.
 */
export function packageWithScripts(text = '{\n  "private": true,\n  "type": "module"\n}\n'): FileChange {
  const scripts = (readJson(text, 'package.json')['scripts'] ?? {}) as Readonly<Record<string, unknown>>
  const changes: string[] = []
  const notes: string[] = []
  let changed = text
  const set = (name: string, value: string) => {
    changed = withValue(changed, ['scripts', name], value)
    changes.push(`scripts.${name}: ${value}`)
  }
  for (const [name, script] of Object.entries(scripts)) {
    if (typeof script !== 'string') continue
    const ours = script.replace(nextCommand, '$1everfresh')
    if (ours !== script) set(name, ours.replace(bundlerFlags, ''))
  }
  for (const name of commands) {
    const script = scripts[name]
    if (script === undefined) set(name, `everfresh ${name}`)
    else if (typeof script === 'string' && !/\b(next|everfresh)\b/.test(script)) {
      notes.push(`scripts.${name} is left as it is ("${script}"); run "everfresh ${name}" in its place`)
    }
  }
  return { text: changed, changes, notes }
}
