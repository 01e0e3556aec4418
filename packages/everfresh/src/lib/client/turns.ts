/** Knows which navigation has the turn: a new one takes it from the one before. */
import type { RouterEvents } from './router-events.ts'

export interface Turn {
  /** What the address bar will show, base path included. */
  readonly address: string
  readonly shallow: boolean
  /** Fills a fallback shell: nobody asked for it, so nobody is told. */
  readonly isSilent: boolean
  /** Another navigation took over. */
  isOver: boolean
}

export interface Turns {
  readonly isTaken: boolean
  take(turn: Pick<Turn, 'address' | 'shallow'> & { readonly isSilent?: boolean }): Turn
  /** The navigation with the turn has come to its end. */
  release(): void
  /** Ends the navigation that has the turn, and tells whoever listens. */
  interrupt(): void
}

export function createTurns(events: RouterEvents): Turns {
  let current: Turn | undefined
  return {
    get isTaken() {
      return current !== undefined
    },
    take({ address, shallow, isSilent = false }) {
      current = { address, shallow, isSilent, isOver: false }
      return current
    },
    release: () => void (current = undefined),
    interrupt() {
      if (current === undefined) return
      const { address, shallow, isSilent } = current
      current.isOver = true
      current = undefined
      if (isSilent) return
      const error = Object.assign(new Error(`Another navigation began before "${address}" was shown.`), {
        cancelled: true,
      })
      events.emit('routeChangeError', error, address, { shallow })
    },
  }
}
