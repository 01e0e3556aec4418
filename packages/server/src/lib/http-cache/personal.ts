/** Notices that code which answers a request looks at what makes its visitor a person. */
import type { IncomingMessage } from 'node:http'

export interface PersonalWatch {
  /** Whether cookies or credentials were looked at since `watchPersonal`. */
  readonly wasRead: boolean
}

/**
 * Watches `request` from now on, also where it has neither: what code makes of nobody's cookies is not for those who have some.
 * Whoever copies all fields has looked at the cookies, too, and so has whoever reads the raw
 * lines: better an answer too few in the cache than one that is somebody's own.
 */
export function watchPersonal(request: IncomingMessage): PersonalWatch {
  const watch = { wasRead: false }
  const noteReads = (target: object, name: string): void => {
    const value = (target as Record<string, unknown>)[name]
    Object.defineProperty(target, name, {
      configurable: true,
      // What is not there is not copied either.
      enumerable: value !== undefined,
      get() {
        watch.wasRead = true
        return value
      },
      set(changed: unknown) {
        Object.defineProperty(target, name, { configurable: true, enumerable: true, writable: true, value: changed })
      },
    })
  }
  noteReads(request.headers, 'cookie')
  noteReads(request.headers, 'authorization')
  // It is made of the raw lines, which are watched from then on.
  noteReads(request, 'headersDistinct')
  noteReads(request, 'rawHeaders')
  return watch
}
