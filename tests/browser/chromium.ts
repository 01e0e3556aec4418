/** Real Chromium for tests: each test gets tabs with an empty cache, and fails on any error that they report. */
import { setTimeout } from 'node:timers/promises'
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export interface Tab {
  readonly page: Page
  /** Requests so far, oldest first. */
  readonly requests: readonly Request[]
  /** Errors that a test brings about on purpose, such as the browser's own line about a 404. */
  allow(error: RegExp): void
  /** Marks the document; a document that is loaded anew has no mark. */
  mark(): Promise<void>
  isMarked(): Promise<boolean>
  /** Opens `url` and waits until the page reacts. */
  open(url: string): Promise<void>
  /** Waits until the page reacts. */
  hydrated(): Promise<void>
  /** Resolves with the text of the only element for `selector`. */
  text(selector: string): Promise<string>
}

export interface Chromium {
  tab(options?: BrowserContextOptions): Promise<Tab>
}

interface OpenTab extends Tab {
  readonly errors: string[]
  readonly allowed: RegExp[]
}

/** Expects what `read` comes to say, in its own time: the machine may be busy. */
export const eventually = <Value>(read: () => Value | Promise<Value>) => expect.poll(read, { timeout: 15_000 })

/** To be called at the top of a test file: it starts one Chromium for its tests and closes what they open. */
export function useChromium(): Chromium {
  const tabs: OpenTab[] = []
  let browser: Browser
  beforeAll(async () => {
    const executablePath = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'
    browser = await chromium.launch({ executablePath, args: flags })
  })
  afterAll(() => browser?.close())
  afterEach(async () => {
    const closing = tabs.splice(0)
    // Chromium now and then never finishes closing a tab that is just being navigated; closing the browser ends it then.
    await Promise.race([Promise.all(closing.map(({ page }) => page.context().close())), setTimeout(10_000)])
    const unexpected = closing.flatMap(({ errors, allowed }) =>
      errors.filter((error) => !allowed.some((pattern) => pattern.test(error))),
    )
    if (unexpected.length > 0) throw new Error(`The browser reported:\n${unexpected.join('\n')}`)
  })
  return {
    async tab(options = {}) {
      const context = await browser.newContext(options)
      const tab = openTab(await context.newPage())
      tabs.push(tab)
      return tab
    },
  }
}

function openTab(page: Page): OpenTab {
  page.setDefaultTimeout(15_000)
  const errors: string[] = []
  const allowed: RegExp[] = []
  const requests: Request[] = []
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      errors.push(`console: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) =>
    errors.push(`page: ${error.stack || `${error.name}: ${error.message}`} (${page.url()})`),
  )
  page.on('crash', () => errors.push('The tab crashed.'))
  page.on('request', (request) => requests.push(request))
  // Next.js itself leaves a measure; the flag it sets for its own tests only.
  const hydrated = async () =>
    void (await page.waitForFunction(
      () =>
        Reflect.get(window, '__NEXT_HYDRATED') === true || performance.getEntriesByName('Next.js-hydration').length > 0,
    ))
  return {
    page,
    errors,
    allowed,
    requests,
    hydrated,
    allow: (pattern) => void allowed.push(pattern),
    mark: () => page.evaluate(() => void Object.assign(window, { isMarked: true })),
    isMarked: () => page.evaluate(() => 'isMarked' in window),
    async open(url) {
      await page.goto(url)
      await hydrated()
    },
    text: async (selector) => (await page.locator(selector).textContent()) ?? '',
  }
}

declare global {
  interface Window {
    /** Left by the site's `_app`: events of the router, each with its URL. */
    routerEvents?: string[]
    /** Left by the site's route state: what the router said each time that it said something new. */
    routeStates?: string[]
  }
}
