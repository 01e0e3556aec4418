/** A site that uses what sites are made of: styles of all kinds, compilers, packages, every import of `next`. */
import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { copySite, type SiteCopy } from '../support/site.ts'

/** Copies it, with its packages where a package manager would have put them. */
export async function openRenderingSite(): Promise<SiteCopy> {
  const site = await copySite('rendering')
  await cp(join(site.directory, 'packages'), join(site.directory, 'node_modules'), { recursive: true })
  return site
}
