/** A first visit to a page with a real browser: what it loads, and what Lighthouse would look at. */
import { get } from 'node:http'
import { chromium } from 'playwright-core'
import { ensurePrograms } from '../../../scripts/programs.js'

const flags = ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update']

export interface Visit {
  /** URLs of scripts that were run or fetched ahead, before the page had reacted to its scripts. */
  readonly scripts: readonly string[]
  /** Of those, bytes as they are sent with gzip. */
  readonly scriptBytes: number
  /** Scripts in the document that hold up its parser. */
  readonly blockingScripts: number
  /** Scripts that the document has fetched before they are asked for, of those that are. */
  readonly preloaded: number
  /** Scripts and styles that browsers may not keep for good. */
  readonly mutableAssets: number
  /** Cumulative layout shift, as Chromium counts it. */
  readonly layoutShift: number
  /** From the navigation's start, ms. */
  readonly hydratedMs: number
}

const hydrated = () =>
  Reflect.get(window, '__NEXT_HYDRATED') === true || performance.getEntriesByName('Next.js-hydration').length > 0

export async function visitPage(url: string): Promise<Visit> {
  Object.assign(process.env, ensurePrograms())
  const executablePath = process.env['CHROMIUM_PATH'] || '/usr/bin/chromium'
  const browser = await chromium.launch({ executablePath, args: flags })
  try {
    const page = await browser.newPage()
    const scripts = new Set<string>()
    const assets: Promise<boolean>[] = []
    let isHydrated = false
    page.on('response', (response) => {
      // What is fetched later is for pages that links lead to.
      if (isHydrated) return
      const type = response.request().resourceType()
      if (type === 'script') scripts.add(response.url())
      if (type === 'script' || type === 'stylesheet')
        assets.push(response.allHeaders().then((headers) => !isImmutable(headers['cache-control'])))
    })
    await page.addInitScript(watchLayout)
    await page.goto(url, { waitUntil: 'commit' })
    await page.waitForFunction(hydrated)
    const hydratedMs = await page.evaluate(() => performance.now())
    isHydrated = true
    await page.waitForLoadState('networkidle')
    const { blocking, ahead } = await page.evaluate(readDocument)
    const layoutShift = await page.evaluate(() => Number(Reflect.get(window, 'layoutShift')))
    const bytes = await Promise.all([...scripts].map(gzippedBytes))
    const mutable = await Promise.all(assets)
    return {
      scripts: [...scripts],
      scriptBytes: bytes.reduce((sum, each) => sum + each, 0),
      blockingScripts: blocking,
      preloaded: [...scripts].filter((script) => ahead.includes(script)).length,
      mutableAssets: mutable.filter(Boolean).length,
      layoutShift,
      hydratedMs,
    }
  } finally {
    await browser.close()
  }
}

const isImmutable = (cacheControl = '') => cacheControl.includes('immutable')

/** Runs in the page. */
function watchLayout(): void {
  Reflect.set(window, 'layoutShift', 0)
  new PerformanceObserver((list) => {
    const sum = list.getEntries().reduce((total, entry) => total + Number(Reflect.get(entry, 'value')), 0)
    Reflect.set(window, 'layoutShift', Number(Reflect.get(window, 'layoutShift')) + sum)
  }).observe({ type: 'layout-shift', buffered: true })
}

/** Runs in the page. */
function readDocument(): { readonly blocking: number; readonly ahead: readonly string[] } {
  const inDocument = [...document.querySelectorAll<HTMLScriptElement>('script[src]')]
  const blocking = inDocument.filter(
    (script) => !script.defer && !script.async && script.type !== 'module' && !script.noModule,
  )
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel=modulepreload], link[rel=preload][as=script]')
  // A script that stands in the document itself is found as early as a link to it.
  const ahead = [...[...links].map((link) => link.href), ...inDocument.map((script) => script.src)]
  return { blocking: blocking.length, ahead }
}

/** As sent to a browser that knows nothing better: both sides compress their assets as they like. */
function gzippedBytes(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': 'gzip' } }, (response) => {
      let bytes = 0
      response.on('data', (chunk: Buffer) => (bytes += chunk.byteLength))
      response.on('end', () => resolve(bytes))
    }).on('error', reject)
  })
}
