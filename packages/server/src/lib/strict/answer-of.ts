/** What is answered past node:http: what is ready, for whoever says nothing that could lead to another answer. */
import type { ReadyAnswers } from '../ready-answer.ts'
import type { ReadyKept } from '../ready-kept.ts'
import type { StrictPathOptions } from './strict-path.ts'

/** Answers of handlers come first: they are quickly found, and no URL has both. They may depend on any cookie. */
export const answerOf =
  (ready: ReadyAnswers, readyKept: ReadyKept): StrictPathOptions['answerOf'] =>
  (target, { host, acceptEncoding, ifNoneMatch, cookie }) => {
    const kept = cookie === undefined ? readyKept.find(target, host, acceptEncoding, ifNoneMatch) : undefined
    if (kept !== undefined || !ready.isOpenTo(cookie)) return kept
    return ready.find(target, acceptEncoding, ifNoneMatch) ?? ready.discover(target, acceptEncoding, ifNoneMatch)
  }
