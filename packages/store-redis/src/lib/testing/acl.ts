/** The rights that a user of the server needs, as the README documents them: the test holds both together. */
import { readFileSync } from 'node:fs'

/** The rule of the README's example, for another prefix. */
export function aclFor(keyPrefix: string): string {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  const rule = /ACL SETUSER everfresh on >password\s+([\s\S]*?)```/.exec(readme)?.[1]
  if (!rule) throw new Error('The README has no ACL rule.')
  return rule.replaceAll('\\\n', ' ').replace(/\s+/g, ' ').trim().replaceAll('everfresh:1', `${keyPrefix}:1`)
}
