/**
 * A client of a network file system as it may behave at worst: what it has read of a folder it answers from its cache for
 * `cachedMs`, also that something is not there. What it changes in a folder itself tells it that others have changed it, too.
 */
import { dirname } from 'node:path'
import { hasCode } from '../files.ts'
import type { Files } from '../files.ts'
import { meddledFiles } from './memory-files.ts'
import type { Meddle } from './memory-files.ts'

interface Cached {
  readonly until: number
  readonly answer: () => Promise<unknown>
}

export function cachingClient(files: Files, now: () => number, cachedMs: number): Files {
  /** By folder, then by call and path. */
  const folders = new Map<string, Map<string, Cached>>()

  const remembering = async <T>(folder: string, question: string, call: () => Promise<T>): Promise<T> => {
    const known = folders.get(folder)?.get(question) ?? folders.get(dirname(folder))?.get(question)
    if (known && now() < known.until) return known.answer() as Promise<T>
    const until = now() + cachedMs
    const keep = (within: string, answer: () => Promise<unknown>): void => {
      const cache = folders.get(within) ?? new Map<string, Cached>()
      folders.set(within, cache.set(question, { until, answer }))
    }
    try {
      const answer = await call()
      // A file that is opened is asked for; only a listing is believed.
      if (question.startsWith('list')) keep(folder, () => Promise.resolve(answer))
      return answer
    } catch (error) {
      // That a folder is not there is known of the one above it.
      const above = question.startsWith('list') ? dirname(folder) : folder
      if (hasCode(error, 'ENOENT')) keep(above, () => Promise.reject(error))
      throw error
    }
  }

  const meddle: Meddle = async (method, path, call) => {
    if (method === 'list') return remembering(path, `list ${path}`, call)
    if (method === 'read' || method === 'facts') return remembering(dirname(path), `${method} ${path}`, call)
    try {
      return await call()
    } finally {
      for (const folder of folders.keys()) if (folder === path || folder === dirname(path)) folders.delete(folder)
    }
  }
  return meddledFiles(files, meddle)
}
