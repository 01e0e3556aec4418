/** Says where pages will be kept, where that is not the default, and whether so many instances can share it. */
import type { SiteSettings } from '../config/site-settings.ts'
import type { StoreSettings } from '../config/store-settings.ts'
import type { Finding } from './finding.ts'

export function examineStore({ store, instances }: Pick<SiteSettings, 'store' | 'instances'>): Finding[] {
  const place = placeOf(store)
  const found: Finding[] = place === undefined ? [] : [{ verdict: 'works', message: `pages are kept in ${place}` }]
  if (store.type !== 'memory' || instances === undefined || instances === 1) return found
  const count = instances === 'max' ? 'Several' : instances
  return [
    ...found,
    {
      verdict: 'fails',
      message: `${count} instances cannot share pages that each keeps in its own memory: choose another store.`,
    },
  ]
}

/** Never with a password: findings end up in logs. */
function placeOf(store: StoreSettings): string | undefined {
  switch (store.type) {
    case 'memory':
      return 'memory, and generated anew after every start'
    case 'filesystem':
      return `${store.directory}, which every machine has to mount`
    case 'redis': {
      const { cluster, sentinels, url = 'redis://localhost:6379' } = store
      if (cluster) return `a Redis cluster, of which ${cluster[0]!.host} is a node`
      return sentinels ? `Redis, where ${sentinels[0]!.host} knows its primary ${store.name}` : `Redis at ${url}`
    }
    default:
      return undefined
  }
}
