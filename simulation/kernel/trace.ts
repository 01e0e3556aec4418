/** What happened: one number that tells whether two runs were the same, and lines for whoever wants to read them. */

export class Trace {
  readonly #print: ((line: string) => void) | undefined
  #hash = 0x811c9dc5

  constructor(print?: (line: string) => void) {
    this.#print = print
  }

  get hash(): string {
    return (this.#hash >>> 0).toString(16).padStart(8, '0')
  }

  /** An event happens at `now` (virtual ms). Whatever differs between two runs differs in when things happen after it. */
  step(now: number): void {
    this.#hash = Math.imul(this.#hash ^ Math.floor(now * 1000), 0x01000193)
  }

  /** `line` is asked for when somebody reads: to write it costs more than what it tells of. */
  note(now: number, line: () => string): void {
    this.#print?.(`${now.toFixed(1).padStart(9)}  ${line()}`)
  }
}
