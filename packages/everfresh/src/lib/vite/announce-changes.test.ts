import { expect, test } from 'vitest'
import { announceChanges, type SiteChange } from './announce-changes.ts'

interface Saved {
  readonly file: string
  /** Whether server code, and browser code, import the file. */
  readonly server?: boolean
  readonly browser?: boolean
  readonly environment?: string
}

/** Saves a file; returns what browsers are told, in order with the reading of the routes. */
async function save({ file, server = false, browser = false, environment = 'ssr' }: Saved): Promise<unknown[]> {
  const seen: unknown[] = []
  const plugin = announceChanges({
    isPage: (name) => name.startsWith('/site/pages/'),
    onPagesChanged: async () => void seen.push('routes are read'),
  })
  const client = {
    hot: { send: (_: string, change: SiteChange) => seen.push(change) },
    moduleGraph: { getModulesByFile: () => (browser ? new Set([{}]) : undefined) },
  }
  const { handler } = plugin.hotUpdate as unknown as { handler: (this: object, options: object) => Promise<void> }
  const context = { environment: { name: environment } }
  await handler.call(context, {
    file,
    modules: server ? [{}] : [],
    server: { environments: { client } },
    read: async () => void seen.push('the file is read'),
  })
  return seen
}

/** Connects a page that waits since `since`, after a save if there was one; returns what it is told. */
async function wait(since: number, isSaved: boolean): Promise<unknown[]> {
  const told: unknown[] = []
  const listeners: ((since: number, browser: object) => void)[] = []
  const client = {
    hot: {
      send: () => {},
      on: (_: string, listener: (since: number, browser: object) => void) => listeners.push(listener),
    },
    moduleGraph: { getModulesByFile: () => undefined },
  }
  const plugin = announceChanges({ isPage: () => false, onPagesChanged: async () => {} }) as unknown as {
    configureServer(server: object): void
    hotUpdate: { handler(this: object, options: object): Promise<void> }
  }
  const server = { environments: { client } }
  plugin.configureServer(server)
  const context = { environment: { name: 'ssr' } }
  if (isSaved)
    await plugin.hotUpdate.handler.call(context, { file: '/site/a.ts', modules: [{}], server, read: () => '' })
  for (const listener of listeners) listener(since, { send: (_: string, change: unknown) => told.push(change) })
  return told
}

const read = 'the file is read'
const aboutData = { concernsData: true }
const notAboutData = { concernsData: false }

test('a component concerns no data: replacing its module shows all of it', async () => {
  expect(await save({ file: '/site/button.tsx', server: true, browser: true })).toEqual([read, notAboutData])
})

test('a page concerns data, since its data functions are in it, and the routes are read before, once it is written (B176)', async () => {
  const page = { file: '/site/pages/index.tsx', server: true, browser: true }
  expect(await save(page)).toEqual([read, 'routes are read', aboutData])
})

test('what only the server imports concerns data (B176)', async () => {
  expect(await save({ file: '/site/database.ts', server: true })).toEqual([read, aboutData])
  expect(await save({ file: '/site/template.txt', server: true })).toEqual([read, aboutData])
})

test('a source that nothing imports may be what an error page waits for', async () => {
  expect(await save({ file: '/site/missing.ts' })).toEqual([read, notAboutData])
})

test('what the site itself writes, such as a database, is no change of it', async () => {
  expect(await save({ file: '/site/.data/store.sqlite-wal' })).toEqual([read])
})

test('tells once, not once per environment', async () => {
  expect(await save({ file: '/site/pages/index.tsx', browser: true, environment: 'client' })).toEqual([])
})

test('tells a page of what was saved while it was on its way, and of nothing before (B177)', async () => {
  const longAgo = 1
  const inAnHour = Date.now() + 3_600_000
  expect(await wait(longAgo, true)).toHaveLength(1)
  expect(await wait(inAnHour, true)).toEqual([])
  expect(await wait(longAgo, false)).toEqual([])
})
