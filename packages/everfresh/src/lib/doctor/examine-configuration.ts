/** Judges the configuration of a site: options that nothing reads, and values that are not accepted. */
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadSettings } from '../config/load-settings.ts'
import { isMissed } from '../config/next-options.ts'
import { EverfreshError } from '../errors.ts'
import { defaultPageExtensions } from '../routes/scan.ts'
import { examineStore } from './examine-store.ts'
import type { Finding } from './finding.ts'
import { factsOf } from './source-facts.ts'

export interface ExaminedConfiguration {
  readonly findings: readonly Finding[]
  readonly pageExtensions: readonly string[]
}

/** @param root Absolute path of the site. Its configuration is run, as every command does. */
export async function examineConfiguration(root: string): Promise<ExaminedConfiguration> {
  const file = ['everfresh', 'next']
    .flatMap((name) => ['ts', 'mts', 'mjs', 'js', 'cjs'].map((extension) => `${name}.config.${extension}`))
    .find((name) => existsSync(join(root, name)))
  const code = file === undefined ? '' : await readFile(join(root, file), 'utf8')
  const { properties, imports } = factsOf({ file: file ?? '', code })
  const ofNext = imports.filter(({ from, isType }) => !isType && /^(@next|next)(\/|$)/.test(from))
  const needed = ofNext.map(({ from, line }): Finding => {
    const message = `"${from}" is imported from the real next, which has to stay installed for it.`
    return { verdict: 'differs', ...(file === undefined ? {} : { file }), line, message }
  })
  const place = (option: string | undefined) => {
    const line = option === undefined ? undefined : properties.get(option.split('.').at(-1)!)
    return { ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }
  }
  try {
    const { settings, warnings } = await loadSettings(root, 'build')
    const findings = warnings.map((warning): Finding => {
      const option = /"([\w.]+)"/.exec(warning)?.[1]
      const message = warning.replace(`${file}: `, '')
      return { verdict: option !== undefined && isMissed(option) ? 'fails' : 'differs', ...place(option), message }
    })
    return { findings: [...needed, ...findings, ...examineStore(settings)], pageExtensions: settings.pageExtensions }
  } catch (error) {
    if (!(error instanceof EverfreshError)) throw error
    const findings = problemsIn(error.message).map((message): Finding => {
      return { verdict: 'fails', ...place(/^([\w.]+):/.exec(message)?.[1]), message }
    })
    return { findings: [...needed, ...findings], pageExtensions: defaultPageExtensions }
  }
}

/** A configuration's error lists its problems; others are one. */
function problemsIn(message: string): string[] {
  const listed = message.split('\n').filter((line) => line.startsWith('- '))
  return listed.length > 0 ? listed.map((line) => line.slice(2)) : [message]
}
