/** Mistakes that the strict path could make with answers that are kept: comparing it with node:http has to find each. */
import { headerRuleOf } from '../../strict/header-rules.ts'
import type { PlainHeaders } from '../../strict/read-requests.ts'
import type { StrictPathOptions } from '../../strict/strict-path.ts'

type AnswerOf = StrictPathOptions['answerOf']

export interface Hole {
  answerOf?(right: AnswerOf): AnswerOf
  readonly ruleOf?: typeof headerRuleOf
}

const overlooking = (field: string): Hole => ({
  ruleOf: (name) => (name.toLowerCase() === field ? 'harmless' : headerRuleOf(name)),
})

/** Requests for pages are read as they should be. */
const reading = (change: (headers: PlainHeaders) => PlainHeaders): Hole => ({
  answerOf: (right) => (target, headers) => right(target, isKept(target) ? change(headers) : headers),
})

const isKept = (target: string): boolean => target.startsWith('/kept')

export const holes: Readonly<Record<string, Hole>> = {
  'credentials are overlooked': overlooking('authorization'),
  'cookies are overlooked': reading((headers) => ({ ...headers, cookie: undefined })),
  'editors are overlooked': {
    answerOf: (right) => (target, headers) =>
      right(target, isKept(target) ? headers : { ...headers, cookie: undefined }),
  },
  'parts are overlooked': overlooking('range'),
  'conditions by date are overlooked': overlooking('if-modified-since'),
  'conditions are overlooked': reading((headers) => ({ ...headers, ifNoneMatch: undefined })),
  'a host is taken for another': reading((headers) => ({ ...headers, host: 'a' })),
  'queries are taken for none': {
    answerOf: (right) => (target, headers) => right(target.split('?', 1)[0]!, headers),
  },
  'what is gone is shown': {
    answerOf(right) {
      const shown = new Map<string, ReturnType<AnswerOf>>()
      return (target, headers) => {
        const name = JSON.stringify([target, headers])
        const answer = right(target, headers) ?? (isKept(target) ? shown.get(name) : undefined)
        shown.set(name, answer)
        return answer
      }
    },
  },
}
