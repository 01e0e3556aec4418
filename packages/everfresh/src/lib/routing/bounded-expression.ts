/** Keeps a pattern that is slow for some texts from keeping the server from everything else (ReDoS, row 80). */
import { createContext, isContext, Script } from 'node:vm'
import type { Bound } from './expression.ts'

/** Characters that are matched without a clock, which costs more than they do: what is not exponential is done with them. */
const longestUnwatched = 256
/** How long an expression may take, ms. A sound one takes less than one. */
const timeoutMs = 100

const context: { expression?: RegExp; text?: string } = {}
const script = new Script('expression.exec(text)')
/** A context of its own is a megabyte: it is made when the first long text comes. */
const inContext = (): object => (isContext(context) ? context : createContext(context))

/** Matching throws URIError when it takes too long: such a path, query or header is no good one. */
export const bounded: Bound = (expression) => ({
  exec(text) {
    if (text.length <= longestUnwatched) return expression.exec(text)
    context.expression = expression
    context.text = text
    try {
      return script.runInContext(inContext(), { timeout: timeoutMs }) as RegExpExecArray | null
    } catch (cause) {
      if ((cause as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw cause
      throw new URIError(`${expression} took longer than ${timeoutMs} ms for ${text.length} characters.`, { cause })
    } finally {
      context.text = ''
    }
  },
})
