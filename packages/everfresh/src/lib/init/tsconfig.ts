/** What a site's tsconfig.json needs so that editors and compilers understand `next/*` without `next` being installed. */
import { readJson, withValue } from './edit-json.ts'
import type { FileChange } from './report.ts'

const nextTypes = 'everfresh/next-types'

const template = `{
  "compilerOptions": {
    "target": "ES2022",
    "lib": ["ES2023", "DOM", "DOM.Iterable"],
    "module": "ESNext",
    "moduleResolution": "Bundler",
    "jsx": "react-jsx",
    "types": ["${nextTypes}"],
    "strict": true,
    "noEmit": true,
    "isolatedModules": true,
    "esModuleInterop": true,
    "resolveJsonModule": true,
    "skipLibCheck": true
  },
  "include": ["**/*.ts", "**/*.tsx"],
  "exclude": ["node_modules", ".everfresh"]
}
`

/** An option that has to have one of several values; compared without regard to case, as compilers do. */
interface Rule {
  readonly option: string
  readonly value: unknown
  /** Whether what is there will do. */
  readonly suits: (value: unknown) => boolean
}

const oneOf = (...values: readonly string[]) => {
  return (value: unknown) => typeof value === 'string' && values.includes(value.toLowerCase())
}

// What follows package "exports", which is how our types are found.
const modern = oneOf('bundler', 'node16', 'node18', 'node20', 'nodenext')

const rules: readonly Rule[] = [
  { option: 'jsx', value: 'react-jsx', suits: oneOf('preserve', 'react-jsx', 'react-jsxdev') },
  { option: 'moduleResolution', value: 'Bundler', suits: modern },
]

/**
 * Returns tsconfig.json as a site needs it. `text` is what is there, undefined when there is none.
 *
 * `hasNodeTypes` tells whether `@types/node` is installed: naming types means that no others are taken in.
 *
 * @throws EverfreshError INVALID_CONFIG when `text` cannot be read.
 */
export function tsconfigFor(text: string | undefined, hasNodeTypes: boolean): FileChange {
  const types = hasNodeTypes ? [nextTypes, 'node'] : [nextTypes]
  if (text === undefined) {
    return { text: withValue(template, ['compilerOptions', 'types'], types), changes: ['created'], notes: [] }
  }
  const config = readJson(text, 'tsconfig.json')
  const options = (config['compilerOptions'] ?? {}) as Readonly<Record<string, unknown>>
  const changes: string[] = []
  let changed = text
  const set = (option: string, value: unknown) => {
    changed = withValue(changed, ['compilerOptions', option], value)
    const before = options[option] === undefined ? '' : ` (was ${JSON.stringify(options[option])})`
    changes.push(`compilerOptions.${option}: ${JSON.stringify(value)}${before}`)
  }
  for (const { option, value, suits } of rules) {
    // What is not said here may be said by the file that this one extends.
    if (options[option] === undefined ? config['extends'] === undefined : !suits(options[option])) set(option, value)
  }
  if (oneOf('commonjs', 'amd', 'umd', 'system', 'none')(options['module'])) set('module', 'ESNext')
  const named = Array.isArray(options['types']) ? (options['types'] as unknown[]) : undefined
  if (named === undefined) set('types', types)
  else if (!named.includes(nextTypes)) set('types', [...named, nextTypes])
  return { text: changed, changes, notes: [] }
}
