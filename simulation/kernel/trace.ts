/** What happened, as one hash that tells whether two runs were the same, and as lines for whoever wants to read them. */
import { hashOf } from './random.ts'

export class Trace {
  readonly #print: ((line: string) => void) | undefined
  #hash = 0x811c9dc5

  constructor(print?: (line: string) => void) {
    this.#print = print
  }

  get hash(): string {
    return this.#hash.toString(16).padStart(8, '0')
  }

  /** `now`: virtual ms. */
  note(now: number, line: string): void {
    this.#hash = hashOf(line, hashOf(String(now), this.#hash))
    this.#print?.(`${now.toFixed(1).padStart(9)}  ${line}`)
  }
}
