/** Counts what a build has reused, and why it generated the rest. */

/** In the order in which they are told. */
const reasons = {
  changed: 'whose data have changed',
  code: 'whose code has changed',
  new: 'that the build before did not have',
  due: 'that are past their revalidate interval',
  untagged: 'with getStaticProps but without tags',
  unversioned: 'with tags that dataVersions does not name, or did not',
  'error-page': 'that are error pages',
  'too-old': 'of builds that are too long ago',
  damaged: 'that cannot be read any more',
} as const

export type ReasonToGenerate = keyof typeof reasons

export interface ReuseTally {
  reused: number
  /** Why nothing at all could be reused. */
  readonly hindrance?: string | undefined
  readonly generated: Map<ReasonToGenerate, number>
}

export const newTally = (hindrance?: string): ReuseTally => ({ reused: 0, hindrance, generated: new Map() })

export function countGenerated({ generated }: ReuseTally, reason: ReasonToGenerate): void {
  generated.set(reason, (generated.get(reason) ?? 0) + 1)
}

/** For the end of a build: `Reused 120 pages. Generated 2 whose data have changed, 1 that the build before did not have.` */
export function tallyText({ reused, hindrance, generated }: ReuseTally): string {
  if (hindrance !== undefined) return `Reused no pages: ${hindrance}.`
  const parts = Object.entries(reasons).flatMap(([reason, text]) => {
    const pages = generated.get(reason as ReasonToGenerate)
    return pages === undefined ? [] : [`${pages} ${text}`]
  })
  const beginning = `Reused ${reused} ${reused === 1 ? 'page' : 'pages'}.`
  return parts.length === 0 ? beginning : `${beginning} Generated ${parts.join(', ')}.`
}
