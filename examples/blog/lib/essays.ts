/** The written posts: Markdown files in content/, read when they are asked for, so that an edit needs no build. */
import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import matter from 'gray-matter'
import { byDay } from './dates'

export interface Essay {
  slug: string
  title: string
  /** As in 2026-10-31. */
  day: string
  author: string
  tags: string[]
  excerpt: string
  draft: boolean
  markdown: string
}

const folders = { posts: join(process.cwd(), 'content/posts'), drafts: join(process.cwd(), 'content/drafts') }

/** All published essays, newest first. */
export async function essays(): Promise<Essay[]> {
  const files = await readdir(folders.posts)
  const all = await Promise.all(files.filter((file) => file.endsWith('.md')).map((file) => read(folders.posts, file)))
  return all.filter((essay) => essay !== undefined).sort(byDay)
}

/** The essay with this slug, with `drafts` also if it is not published yet; undefined when there is none. */
export async function essay(slug: string, { drafts = false } = {}): Promise<Essay | undefined> {
  // What comes with a request must not lead out of the folder.
  if (!/^[a-z0-9-]+$/.test(slug)) return undefined
  return (await read(folders.posts, `${slug}.md`)) ?? (drafts ? await read(folders.drafts, `${slug}.md`) : undefined)
}

async function read(folder: string, file: string): Promise<Essay | undefined> {
  const text = await readFile(join(folder, file), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (text === undefined) return undefined
  const { data, content } = matter(text)
  return {
    slug: basename(file, '.md'),
    title: String(data.title),
    day: String(data.day),
    author: String(data.author),
    tags: (data.tags as string[] | undefined) ?? [],
    excerpt: String(data.excerpt),
    draft: folder === folders.drafts,
    markdown: content,
  }
}
