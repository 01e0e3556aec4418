/** What is answered past node:http: everything that is ready, to everybody whose cookies cannot show him something else. */
import type { ReadyAnswers } from '../ready-answer.ts'
import type { ReadyKept } from '../ready-kept.ts'
import type { Served } from '../settings.ts'
import type { Site } from '../site.ts'
import type { StrictPathOptions } from './strict-path.ts'

export const answerOf =
  (ready: ReadyAnswers, current: () => Served): StrictPathOptions['answerOf'] =>
  (target, { acceptEncoding, ifNoneMatch, cookie }) =>
    cookie !== undefined && mayBePreview(current().site, cookie)
      ? undefined
      : (ready.find(target, acceptEncoding, ifNoneMatch) ?? ready.discover(target, acceptEncoding, ifNoneMatch))

/** Who may see what is not published gets it from node:http (B105). */
const mayBePreview = ({ preview, mayBePreview }: Site, cookie: string): boolean =>
  preview !== undefined && mayBePreview?.(cookie) !== false

/** Answers of handlers come first: they are quickly found, and no URL has both. They may depend on any cookie. */
export const keptAnswerOf =
  (ready: ReadyKept, otherwise: StrictPathOptions['answerOf']): StrictPathOptions['answerOf'] =>
  (target, headers) => {
    const { host, acceptEncoding, ifNoneMatch, cookie } = headers
    const kept = cookie === undefined ? ready.find(target, host, acceptEncoding, ifNoneMatch) : undefined
    return kept ?? otherwise(target, headers)
  }
