/** Walks every link of the example dictionary: does it hold 147,478 pages, and does it still after a restart? */
import { parseArgs } from 'node:util'
import { buildDictionary, pagesOnDisk, startDictionary } from './crawl/dictionary-server.js'
import { openHttpClient } from './crawl/http-client.js'
import { watchMemory } from './crawl/process-memory.js'
import { openProgress } from './crawl/progress.js'
import { printDisk, printMemory, printRendered, printTally } from './crawl/report.js'
import { createTally } from './crawl/tally.js'
import { visitAgain, walkSite } from './crawl/walk.js'

const help = `npm run crawl -- [options]

  --url URL          crawl a site that runs already, instead of starting the dictionary
  --limit N          stop after N addresses
  --concurrency N    requests at the same time (default 16)
  --fresh            delete all generated pages and build anew first
  --again            restart the server afterwards, and check that it renders none of the pages again`

/** Reads the command line; the message of what it throws is for the user. */
function readOptions() {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      limit: { type: 'string' },
      concurrency: { type: 'string', default: '16' },
      fresh: { type: 'boolean', default: false },
      again: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  })
  if (values.url !== undefined && !URL.canParse(values.url)) throw new Error(`--url ${values.url} is not an address.`)
  if (values.url !== undefined && (values.again || values.fresh)) {
    throw new Error('--again and --fresh need a server of their own; leave --url away.')
  }
  return {
    ...values,
    limit: values.limit === undefined ? Infinity : positive('--limit', values.limit),
    concurrency: positive('--concurrency', values.concurrency),
  }
}

/**
 * @param {string} name
 * @param {string} text
 */
function positive(name, text) {
  if (!/^[1-9]\d*$/.test(text)) throw new Error(`${name} takes a whole number from 1, not "${text}".`)
  return Number(text)
}

/**
 * Runs one crawl and prints what it found.
 *
 * @param {string} title
 * @param {{ pid: number | undefined, concurrency: number, limit: number }} options
 * @param {(walk: import('./crawl/walk.js').Walk) => Promise<void>} go
 */
async function crawl(title, { pid, concurrency, limit }, go) {
  const tally = createTally()
  const client = openHttpClient(concurrency)
  const memory = pid === undefined ? undefined : watchMemory(pid, () => tally.visited)
  const progress = openProgress(title)
  const started = performance.now()
  /** @type {import('./crawl/walk.js').Walk['onVisit']} */
  const onVisit = (visit, known) => {
    tally.add(visit)
    progress.show(tally.visited, Math.min(known, limit), tally.errors.length + tally.deadLinks.length)
  }
  await go({ get: client.get, concurrency, limit, onVisit })
  const elapsedMs = performance.now() - started
  progress.end()
  client.close()
  console.log()
  printTally(tally, elapsedMs)
  if (memory) printMemory(memory.stop())
  return tally
}

/** @param {import('./crawl/tally.js').Tally} tally */
const isFaultless = ({ visited, errors, deadLinks }) => visited > 0 && errors.length + deadLinks.length === 0

/** @param {ReturnType<typeof readOptions>} options */
async function crawlRunning({ url = '', ...options }) {
  const tally = await crawl('Crawling', { ...options, pid: undefined }, (walk) => walkSite(url, walk))
  return isFaultless(tally)
}

/** @param {ReturnType<typeof readOptions>} options */
async function crawlDictionary(options) {
  await buildDictionary(options)
  const first = await withServer(({ url, pid }) =>
    crawl('Crawling', { ...options, pid }, (walk) => walkSite(url, walk)),
  )
  printDisk(pagesOnDisk())
  if (!options.again) return isFaultless(first.result)

  console.log('\nRestarted: the same pages again')
  const second = await withServer(({ url, pid }) => {
    const pages = first.result.pages.map((page) => page.replace(first.url, url))
    return crawl('Again', { ...options, pid }, (walk) => visitAgain(pages, walk))
  })
  printRendered(second.result)
  const served = second.result.pages.length === first.result.pages.length && second.result.rendered.length === 0
  return isFaultless(first.result) && isFaultless(second.result) && served
}

/**
 * @template T
 * @param {(server: import('./crawl/dictionary-server.js').Server) => Promise<T>} use
 */
async function withServer(use) {
  const server = await startDictionary()
  try {
    return { url: server.url, result: await use(server) }
  } finally {
    await server.stop()
  }
}

try {
  const options = readOptions()
  if (options.help) console.log(help)
  else if (!(await (options.url === undefined ? crawlDictionary(options) : crawlRunning(options)))) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
