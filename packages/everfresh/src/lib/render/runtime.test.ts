import { expect, test } from 'vitest'
import App from '../compat/next-app.tsx'
import { useRouter } from '../compat/next-router.tsx'
import type { ServerPageModule, SiteModules } from './page-loader.ts'
import { createRenderRuntime } from './runtime.ts'

const plain = () => null
const withInitialProps = Object.assign(() => null, { getInitialProps: () => ({}) })

function hasInitialProps(page: unknown, app?: unknown): Promise<boolean> {
  const load = (component: unknown) => async (): Promise<ServerPageModule> => ({ default: component })
  const modules = { pages: { '/p': load(page) }, apis: {}, app: app === undefined ? undefined : load(app) }
  return createRenderRuntime(modules as unknown as SiteModules).hasInitialProps('/p')
}

test('a page without getInitialProps is static, under our own _app and one that only extends it (B168)', async () => {
  expect(await hasInitialProps(plain)).toBe(false)
  expect(await hasInitialProps(plain, plain)).toBe(false)
  expect(await hasInitialProps(plain, class extends App {})).toBe(false)
})

test("getInitialProps of the page, or of the site's own _app, is run per request", async () => {
  expect(await hasInitialProps(withInitialProps)).toBe(true)
  expect(await hasInitialProps(plain, withInitialProps)).toBe(true)
  class OwnApp extends App {
    static override getInitialProps = async () => ({ pageProps: {} })
  }
  expect(await hasInitialProps(plain, OwnApp)).toBe(true)
})

test('a page knows its path, as the site spells it, and its language (B95, B101)', async () => {
  const page = () => {
    const { asPath, locale } = useRouter()
    return `${locale} ${asPath}`
  }
  const getStaticProps = ({ locale, defaultLocale }: { locale?: string; defaultLocale?: string }) => ({
    props: { told: [locale, defaultLocale] },
  })
  const modules = { pages: { '/p/[id]': async () => ({ default: page, getStaticProps }) }, apis: {} }
  const runtime = createRenderRuntime(modules as unknown as SiteModules)
  runtime.configure({
    ...{ buildId: 'b', basePath: '', trailingSlash: true, assets: {}, mode: 'runtime', largePageDataBytes: 1000 },
    i18n: { locales: ['en', 'fr'], defaultLocale: 'en', domains: [], localeDetection: true },
  })
  const task = {
    kind: 'page',
    route: '/p/[id]',
    params: { id: '1' },
    asPath: '/p/1',
    locale: 'fr',
    reason: 'miss',
  } as const
  expect(await runtime.renderStatic(task)).toMatchObject({
    html: expect.stringMatching(/<html lang="fr">.*fr \/p\/1\//s),
    data: '{"pageProps":{"told":["fr","en"]},"__N_SSG":true}',
  })
})
