/** What preparing one file of a site came to. */

export interface FileChange {
  /** The file's new content; the old one when nothing had to change. */
  readonly text: string
  /** What was changed, a sentence each; empty when the file was right already. */
  readonly changes: readonly string[]
  /** What was left alone although somebody should look at it. */
  readonly notes: readonly string[]
}
