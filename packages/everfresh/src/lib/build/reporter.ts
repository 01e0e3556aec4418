/** How a build tells what it is doing. The command line draws it; tests listen to it. */

export interface BuildReporter {
  /** A phase begins. */
  step(name: string): void
  /** Called at the start of generating with `done` 0, and after each page. */
  progress(done: number, total: number): void
  warn(message: string): void
}
