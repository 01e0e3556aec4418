/** An instance's side: tells its supervisor that it lives, and hears from it that it may go. */
import { contentOf, message, type Report } from './messages.ts'

/** Between two signs of life, ms. */
const signMs = 500

/** The part of `process` that this needs. */
export interface Channel {
  send?(message: unknown, callback: () => void): unknown
  on(event: 'message', listener: (received: unknown) => void): unknown
}

/** Begins to tell that this process lives. `onLeave` is called when another one has taken its place. Returns how to say `ready`. */
export function reportToSupervisor(onLeave: () => void, channel: Channel = process as unknown as Channel): () => void {
  // When nobody listens any more, this process ends anyway.
  const tell = (report: Report) => channel.send?.(message(report), () => {})
  channel.on('message', (received) => {
    if (contentOf(received) === 'leave') onLeave()
  })
  tell('alive')
  setInterval(() => tell('alive'), signMs).unref()
  return () => tell('ready')
}
