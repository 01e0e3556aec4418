/** How long a build generates pages, by what it prints: compiling comes before, and some builders do other work meanwhile. */

export interface GeneratingMarks {
  /** What is printed when it begins, and what when the last page is done. */
  readonly begins: RegExp
  readonly ends: RegExp
}

export interface GeneratingWatch {
  /** To be called with all that the build prints, as it comes. */
  printed(text: string): void
  /** Undefined where the build did not say both. */
  readonly seconds: number | undefined
}

export function watchGenerating({ begins, ends }: GeneratingMarks, now = () => performance.now()): GeneratingWatch {
  let all = ''
  let [beganAt, endedAt] = [undefined, undefined] as [number | undefined, number | undefined]
  return {
    printed(text) {
      all += text
      if (begins.test(all)) beganAt ??= now()
      if (beganAt !== undefined && ends.test(all)) endedAt ??= now()
    },
    get seconds() {
      return beganAt === undefined || endedAt === undefined ? undefined : (endedAt - beganAt) / 1000
    },
  }
}
