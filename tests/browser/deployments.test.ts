/** A tab that was opened before a deployment and is used after it. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildSite, startSite, type RunningSite } from '../support/site.ts'
import { visitUntil } from '../support/visitor.ts'
import { openBrowserSite, type BrowserSite } from './browser-site.ts'
import { useChromium } from './chromium.ts'

const chromium = useChromium()
let site: BrowserSite
let server: RunningSite

const deploy = (id: string) => buildSite(site.directory, { env: { ...site.env, DEPLOYMENT_ID: id } })

beforeAll(async () => {
  site = await openBrowserSite()
  await deploy('first')
  server = await startSite(site.directory, { env: site.env })
})
afterAll(async () => {
  await server?.stop()
  await site?.remove()
})

test('a tab of the deployment before gets the new one at its next navigation, by a new document (B173)', async () => {
  const tab = await chromium.tab()
  tab.allow(/404 \(Not Found\)/)
  await tab.open(`${server.url}/about`)
  await tab.mark()

  await site.write('components/later.tsx', `export const Later = () => <p id="later">Of the second deployment</p>`)
  await site.write(
    'pages/posts/[id].js',
    `export const getStaticPaths = () => ({ paths: ['/posts/first'], fallback: 'blocking' })
     export const getStaticProps = () => ({ props: { heading: 'Second deployment' } })
     export default ({ heading }) => <h1>{heading}</h1>`,
  )
  await deploy('second')
  await visitUntil(`${server.url}/posts/first`, ({ text }) => text.includes('Second deployment'))

  await tab.page.getByRole('link', { name: '/posts/first' }).click()
  await tab.page.getByRole('heading', { name: 'Second deployment' }).waitFor()
  expect(await tab.isMarked()).toBe(false)
  await tab.hydrated()
  await tab.mark()
  await tab.page.getByRole('link', { name: '/things/1' }).click()
  await tab.page.getByRole('heading', { name: 'Apple' }).waitFor()
  expect(await tab.isMarked()).toBe(true)
})
