/** Images in a real browser: all of them show, built and in development. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { useChromium, type Tab } from '../browser/chromium.ts'
import { buildSite, devSite, startSite, type RunningSite } from '../support/site.ts'
import { openImageSite, picture, visitImage, type ImageSite } from './image-site.ts'

const chromium = useChromium()
const ids = ['imported', 'public', 'remote', 'drawing', 'filling']
let site: ImageSite
let built: RunningSite
let development: RunningSite

beforeAll(async () => {
  site = await openImageSite()
  await buildSite(site.directory, { env: site.env })
  built = await startSite(site.directory, { env: site.env })
  development = await devSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await Promise.all([built?.stop(), development?.stop()])
  await site?.remove()
})

/** Waits until every image is there; resolves with what each of them shows. */
async function shownIn({ page }: Tab): Promise<Record<string, { readonly width: number; readonly from: string }>> {
  const all = page.locator('img[data-nimg]')
  for (const image of await all.all()) await image.scrollIntoViewIfNeeded()
  await page.waitForFunction(() =>
    [...document.querySelectorAll<HTMLImageElement>('img[data-nimg]')].every((image) => image.naturalWidth > 0),
  )
  return all.evaluateAll((images) =>
    Object.fromEntries(
      (images as HTMLImageElement[]).map(({ id, naturalWidth, currentSrc }) => [
        id,
        { width: naturalWidth, from: new URL(currentSrc).pathname },
      ]),
    ),
  )
}

test.each([
  ['built', () => built],
  ['in development', () => development],
])('every image shows, %s', async (_name, server) => {
  const tab = await chromium.tab({ viewport: { width: 800, height: 600 } })
  await tab.open(server().url)
  const shown = await shownIn(tab)
  expect(Object.keys(shown).filter((id) => ids.includes(id))).toEqual(ids)
  expect(shown['public']).toEqual({ width: 320, from: '/_next/image' })
  expect(shown['drawing']!.from).toMatch(/^\/_next\/static\/media\/dot\./)
  expect(await tab.text('#loaded')).toBe('remote')
})

test('the placeholder goes when the image is there, and an early one is fetched from the head', async () => {
  const tab = await chromium.tab()
  await tab.open(built.url)
  await shownIn(tab)
  const image = tab.page.locator('#imported')
  await tab.page.waitForFunction(() => document.querySelector<HTMLElement>('#imported')!.style.backgroundImage === '')
  expect(await image.getAttribute('fetchpriority')).toBe('high')
  expect(await tab.page.locator('head link[rel=preload][as=image][imagesrcset]').count()).toBeGreaterThan(0)
  const fetched = tab.requests.filter((request) => request.url().includes('photo.') && request.url().includes('q=75'))
  expect(new Set(fetched.map((request) => request.url())).size).toBe(fetched.length)
})

test('in development a picture that was replaced shows at once', async () => {
  const before = await visitImage(development.url, '/photo.jpg')
  expect(before.headers['cache-control']).toBe('public, max-age=0, must-revalidate')
  await writeFile(join(site.directory, 'public/photo.jpg'), await picture(500, 500, 'black').jpeg().toBuffer())
  const after = await visitImage(development.url, '/photo.jpg')
  expect(after.bytes.equals(before.bytes)).toBe(false)
  expect((await visitImage(development.url, '/photo.jpg', { width: 8 })).status).toBe(400)
})
