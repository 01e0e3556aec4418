/** What the environment says in place of the configuration: one build serves on a laptop and in a cluster. */
import { storeOfText, withoutPassword } from './store-text.ts'
import type { StoreSettings } from './store-settings.ts'

/** Empty is the same as missing. */
export interface EnvironmentOverrides {
  /** `EVERFRESH_STORE` */
  readonly store?: string | undefined
  /** `EVERFRESH_INSTANCES` */
  readonly instances?: string | undefined
}

export interface ReadOverrides {
  readonly store?: StoreSettings
  readonly instances?: number | 'max'
  readonly problems: readonly string[]
}

export function overridesOf({ store, instances }: EnvironmentOverrides): ReadOverrides {
  const problems: string[] = []
  const read = store ? storeOfText(store) : undefined
  if (read && 'problem' in read) {
    problems.push(`The environment variable EVERFRESH_STORE is "${withoutPassword(store!)}"; it ${read.problem}.`)
  }
  const count = instances ? instancesOfText(instances) : undefined
  if (instances && count === undefined) {
    problems.push(
      `The environment variable EVERFRESH_INSTANCES is "${instances}"; it must be a whole number from 1, or "max".`,
    )
  }
  return { ...(read && 'store' in read && { store: read.store }), ...(count && { instances: count }), problems }
}

/** A number of instances as it is typed; undefined for what is none. */
export function instancesOfText(text: string): number | 'max' | undefined {
  if (text === 'max') return text
  return /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined
}
