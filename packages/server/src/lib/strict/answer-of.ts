/** What is answered past node:http: what is ready, for whoever says nothing that could lead to another answer. */
import type { ReadyAnswers } from '../ready-answer.ts'
import type { ReadyKept } from '../ready-kept.ts'
import type { StrictPathOptions } from './strict-path.ts'

/** Answers of handlers come first: they are quickly found, and no URL has both. */
export const answerOf =
  (ready: ReadyAnswers, readyKept: ReadyKept): StrictPathOptions['answerOf'] =>
  (target, { host, acceptEncoding, ifNoneMatch, cookie }) => {
    if (!ready.isOpenTo(cookie)) return undefined
    return (
      readyKept.find(target, host, cookie, acceptEncoding, ifNoneMatch) ??
      ready.show(target, acceptEncoding, ifNoneMatch)
    )
  }
