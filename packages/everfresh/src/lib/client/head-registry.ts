/** Holds what every mounted `next/head` of one page wants in the document's head: one per render on the server, one per tab. */
import type { ReactNode } from 'react'
import { headElementsOf, type HeadElement } from './head-elements.ts'

export interface HeadRegistry {
  /** Adds the children of the `<Head>` called `id`, or replaces them where they stand. */
  set(id: string, children: ReactNode): void
  delete(id: string): void
  /** Adds a script that must run before any other; the server puts it first in the head. */
  addEarlyScript(id: string, script: HeadElement): void
  /** What the server puts into the document: early scripts, then the elements that are left after de-duplication. */
  elements(): HeadElement[]
}

/** @param changed Is told the elements after each change; many changes at once are told once. Browsers only. */
export function createHeadRegistry(changed?: (elements: HeadElement[]) => void): HeadRegistry {
  const heads = new Map<string, ReactNode>()
  const scripts = new Map<string, HeadElement>()
  let isScheduled = false

  function schedule(): void {
    if (changed === undefined || isScheduled) return
    isScheduled = true
    // One commit of React changes several heads; the document gets what they come to.
    queueMicrotask(() => {
      isScheduled = false
      changed(headElementsOf(heads.values()))
    })
  }

  return {
    set(id, children) {
      heads.set(id, children)
      schedule()
    },
    delete(id) {
      heads.delete(id)
      schedule()
    },
    addEarlyScript: (id, script) => void scripts.set(id, script),
    elements: () => [...scripts.values(), ...headElementsOf(heads.values())],
  }
}
