/** What the command line itself can complain about, each with a heading in docs/reference/errors.md. */
import { EverfreshError } from '../errors.ts'

export const noSuchSite = (root: string, why: string) =>
  new EverfreshError('NO_SITE', `"${root}" ${why}. Give the folder of a site: everfresh build path/to/site.`)
