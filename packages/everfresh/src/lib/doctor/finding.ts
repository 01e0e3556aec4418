/** What the doctor has to say of one place of a site. */

export interface Finding {
  /** `works` as it does with Next.js; `differs`: works, but not the same; `fails`: stops the build, or does nothing. */
  readonly verdict: 'works' | 'differs' | 'fails'
  /** Relative to the site; missing for what is no place. */
  readonly file?: string
  /** Counted from 1. */
  readonly line?: number
  readonly message: string
}

/** The sources of a site as the doctor reads them. */
export interface Source {
  /** Relative to the site, with forward slashes. */
  readonly file: string
  readonly code: string
}
