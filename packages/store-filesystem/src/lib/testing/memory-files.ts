/** A file system in memory for tests that decide which call comes next, or what becomes of it. */
import { basename, dirname } from 'node:path'
import type { FileFacts, Files } from '../files.ts'

interface Content {
  bytes: Uint8Array
  modifiedAt: number
}

const failure = (code: string, file: string): Error => Object.assign(new Error(`${code}: ${file}`), { code })

/** Every call takes effect at once, as one step, as a file server's calls do. */
export class MemoryFiles implements Files {
  readonly #files = new Map<string, Content>()
  readonly #folders = new Set<string>(['/'])
  readonly #now: () => number

  /** `now`: the clock of the machine that holds the files. */
  constructor(now: () => number) {
    this.#now = now
  }

  /** All paths of files. */
  get names(): string[] {
    return [...this.#files.keys()]
  }

  async list(folder: string): Promise<string[]> {
    if (!this.#folders.has(folder)) throw failure('ENOENT', folder)
    return [...this.#files.keys(), ...this.#folders]
      .filter((name) => name !== folder && dirname(name) === folder)
      .map((name) => basename(name))
  }

  async read(file: string): Promise<Uint8Array> {
    return Uint8Array.from(this.#content(file).bytes)
  }

  async create(file: string, bytes: Uint8Array): Promise<FileFacts> {
    this.#needFolderOf(file)
    if (this.#files.has(file)) throw failure('EEXIST', file)
    this.#files.set(file, { bytes: Uint8Array.from(bytes), modifiedAt: this.#now() })
    return this.facts(file)
  }

  async link(file: string, name: string): Promise<void> {
    const content = this.#content(file)
    this.#needFolderOf(name)
    if (this.#files.has(name)) throw failure('EEXIST', name)
    this.#files.set(name, content)
  }

  async rename(from: string, to: string): Promise<void> {
    this.#needFolderOf(to)
    if (this.#folders.has(from)) return this.#renameFolder(from, to)
    const content = this.#content(from)
    this.#files.delete(from)
    this.#files.set(to, content)
  }

  async remove(file: string): Promise<void> {
    this.#content(file)
    this.#files.delete(file)
  }

  async removeFolder(folder: string): Promise<void> {
    for (const name of this.#within(folder)) {
      this.#files.delete(name)
      this.#folders.delete(name)
    }
  }

  async makeFolder(folder: string): Promise<void> {
    this.#needFolderOf(folder)
    this.#folders.add(folder)
  }

  async makeFolders(folder: string): Promise<void> {
    for (let each = folder; each !== '/'; each = dirname(each)) this.#folders.add(each)
  }

  async facts(file: string): Promise<FileFacts> {
    if (this.#folders.has(file)) return { modifiedAt: 0, bytes: 0 }
    const { bytes, modifiedAt } = this.#content(file)
    return { modifiedAt, bytes: bytes.byteLength }
  }

  async touch(file: string, at: number): Promise<void> {
    this.#content(file).modifiedAt = at
  }

  #content(file: string): Content {
    const content = this.#files.get(file)
    if (!content) throw failure('ENOENT', file)
    return content
  }

  #needFolderOf(name: string): void {
    if (!this.#folders.has(dirname(name))) throw failure('ENOENT', name)
  }

  #within(folder: string): string[] {
    return [...this.#files.keys(), ...this.#folders].filter((name) => name === folder || name.startsWith(`${folder}/`))
  }

  #renameFolder(from: string, to: string): void {
    if (this.#within(to).length > 1) throw failure('ENOTEMPTY', to)
    for (const name of this.#within(from)) {
      const content = this.#files.get(name)
      const moved = to + name.slice(from.length)
      if (content) this.#files.set(moved, content)
      else this.#folders.add(moved)
      this.#files.delete(name)
      this.#folders.delete(name)
    }
  }
}

/** What happens to one call: `call` carries it out. */
export type Meddle = <T>(method: keyof Files, path: string, call: () => Promise<T>) => Promise<T>

/** The same file system, with `meddle` before, after or instead of every call. */
export function meddledFiles(files: Files, meddle: Meddle): Files {
  return new Proxy(files, {
    get(target, property) {
      const method = property as keyof Files
      const original = target[method] as (path: string, ...rest: unknown[]) => Promise<unknown>
      return (path: string, ...rest: unknown[]) => meddle(method, path, () => original.call(target, path, ...rest))
    },
  })
}
