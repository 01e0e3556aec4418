/** The magazine: three languages on three domains, drafts, and a CMS that fails, dawdles and sends signed messages. */
import { badDays, withoutCms } from './magazine/bad-days.ts'
import { browsing } from './magazine/browsing.ts'
import { openCms } from './magazine/cms.ts'
import { differences } from './magazine/differences.ts'
import { changes, drafts, forgeries } from './magazine/editing.ts'
import { detection, domains, languages, machines, rules } from './magazine/reading.ts'
import type { Probe } from './probes.ts'
import { describeRehearsal } from './rehearsal.ts'

/** Each side has a CMS of its own, whose port is in the addresses of pictures. */
const withoutPorts = ({ name, observe }: Probe): Probe => ({
  name,
  async observe(site, openTab) {
    const json = JSON.stringify((await observe(site, openTab)) ?? null)
    return JSON.parse(json.replaceAll(/(localhost(?::|%3A))\d+/g, '$1…')) as unknown
  },
})

describeRehearsal({
  example: 'magazine',
  // Longer than a busy machine takes for a good answer, and than anybody waits for a page that is there.
  env: { CMS_TIMEOUT_MS: '6000' },
  openService: openCms,
  probes: [
    ...[languages, domains, detection, rules, machines, drafts, changes, forgeries, badDays, browsing, withoutCms],
  ]
    .flat()
    .map(withoutPorts),
  differences,
})
