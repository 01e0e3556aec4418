/** The active deployment, as the build after it sees it: pages that need not be generated again. */
import type { Entry } from '@everfresh/engine'
import { activeDeploymentId, readManifest } from '../../deployments/deployments.ts'
import { deploymentDirectory, type Layout, seedsFile } from '../../deployments/layout.ts'
import type { DeploymentManifest, EarlierRoutes } from '../../deployments/manifest.ts'
import { openPack, type PagePack } from '../../serve/page-pack.ts'
import type { PageToGenerate } from '../collect-pages.ts'
import type { KeptPages } from '../kept-pages.ts'
import type { DataVersions } from './data-versions.ts'
import { differencesBetween, type MadeFrom } from './made-from.ts'
import { type MakingBuild, readReuseRecord, type ReuseRecord } from './reuse-record.ts'
import { countGenerated, type ReasonToGenerate, type ReuseTally } from './reuse-tally.ts'

/** Pages that never change come from ever earlier builds, whose scripts have to be kept for them. Beyond so many they are made anew. */
const mostBuilds = 8

export interface EarlierBuild {
  readonly directory: string
  /** Builds whose pages may be reused, by id. */
  readonly builds: ReadonlyMap<string, MakingBuild>
  /** The fingerprints that their routes had. */
  readonly routes: EarlierRoutes
  readonly record: ReuseRecord
  readonly pack: PagePack
}

/** Opens the active deployment; answers why not when no page of it could be reused. */
export async function openEarlier(layout: Layout, made: MadeFrom): Promise<EarlierBuild | string> {
  const id = await activeDeploymentId(layout)
  if (id === undefined) return 'there is no build before this one'
  const manifest = await readManifest(layout, id).catch(() => undefined)
  const directory = deploymentDirectory(layout, id)
  const record = await readReuseRecord(directory)
  if (manifest === undefined || record === undefined)
    return 'the build before this one did not note what its pages are made from'
  const differences = differencesBetween(record.madeFrom, made)
  if (differences.length > 0) return `${differences.join(' and ')} changed`
  const pack = await openPack(seedsFile(directory), id, 'doubtful').catch(() => undefined)
  if (pack === undefined) return 'the pages of the build before this one cannot be read'
  const builds = Object.entries(record.builds).sort(([, a], [, b]) => b.builtAt - a.builtAt)
  const routes = { ...manifest.earlierRoutes, [id]: fingerprintsOf(manifest) }
  return { directory, builds: new Map(builds.slice(0, mostBuilds)), routes, record, pack }
}

const fingerprintsOf = ({ routes }: DeploymentManifest): Readonly<Record<string, string>> =>
  Object.fromEntries(
    routes.flatMap(({ pattern, fingerprint }) => (fingerprint === undefined ? [] : [[pattern, fingerprint]])),
  )

/**
 * The pages of `earlier` that are what a render would make: same code (they are found under its fingerprint), and data that the site
 * says have not changed. Wherever that is in doubt, there is no such page.
 */
export function reusablePages(earlier: EarlierBuild, versions: DataVersions, tally: ReuseTally): KeptPages {
  const { pack, builds, record } = earlier
  const before: DataVersions = new Map(record.versions)
  const paths = new Set(pack.pages.map(({ path }) => path))

  const missing = ({ page }: PageToGenerate): ReasonToGenerate => {
    if (paths.has(page.path)) return 'code'
    return pack.isWhole ? 'new' : 'damaged'
  }

  const reasonAgainst = (entry: Entry, now: number): ReasonToGenerate | undefined => {
    if (!builds.has(entry.deployment)) return 'too-old'
    if (now >= entry.staleAt) return 'due'
    // A page without getStaticProps is made from code alone.
    if (entry.attributes['revalidateSeconds'] === undefined) return undefined
    if (entry.tags.length === 0) return 'untagged'
    if (entry.tags.some((tag) => !before.has(tag) || !versions.has(tag))) return 'unversioned'
    return entry.tags.some((tag) => before.get(tag) !== versions.get(tag)) ? 'changed' : undefined
  }

  async function reusable(target: PageToGenerate): Promise<Entry | ReasonToGenerate> {
    // Its code may read more than its props: getInitialProps of an error page is run by builds.
    if (target.page.context.kind === 'error-page') return 'error-page'
    const packed = pack.find(target.page)
    if (packed === undefined) return missing(target)
    const entry = await pack.read(packed).catch(() => undefined)
    return entry === undefined ? 'damaged' : (reasonAgainst(entry, Date.now()) ?? entry)
  }

  return {
    async find(target) {
      const found = await reusable(target)
      if (typeof found === 'string') return void countGenerated(tally, found)
      tally.reused++
      return found
    },
    close: () => pack.close(),
  }
}
