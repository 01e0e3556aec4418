/** What readers find: pages in three languages, on three domains, in feeds and in a search. */
import { expect } from 'vitest'
import { visit } from '../../support/visitor.ts'
import { page, pageData, steps, type Probe } from '../probes.ts'
import type { Side } from '../sides.ts'
import { cmsUrl } from './cms.ts'

const english = { host: 'meridian.test' }
const french = { host: 'fr.meridian.test' }
const german = { host: 'de.meridian.test' }

export const languages: readonly Probe[] = [
  page('/', { visits: 2, shows: 'Reports from harbour towns' }),
  page('/fr', { visits: 2, shows: 'Reportages des villes portuaires' }),
  page('/de', { visits: 2, shows: 'Reportagen aus Hafenstädten' }),
  page('/en', { visits: 2 }),
  page('/DE'),
  page('/fr/', { status: 308 }),
  page('/de', { method: 'HEAD' }),
  page('/fr?utm_source=letter'),
  pageData('/en'),
  pageData('/fr'),
  pageData('/es', { status: 404 }),

  page('/articles/the-staircases-of-bergen', { visits: 2, shows: 'Nobody counts the steps here' }),
  page('/fr/articles/les-escaliers-de-bergen', { visits: 2, shows: 'Personne ne compte les marches' }),
  page('/de/articles/die-treppen-von-bergen', { visits: 2, shows: 'Die Stufen zählt hier niemand' }),
  page('/articles/the-staircases-of-trieste', { visits: 2 }),
  page('/fr/articles/les-escaliers-de-trieste', { visits: 2 }),
  pageData('/de/articles/die-treppen-von-trieste', { visits: 2 }),
  page('/de/articles/die-treppen-von-trieste'),
  pageData('/fr/articles/les-escaliers-de-bergen'),
  page('/fr/articles/the-staircases-of-bergen', { status: 308, visits: 2 }),
  page('/articles/brot-vor-tagesanbruch-in-cork', { status: 308, visits: 2 }),
  pageData('/de/articles/le-pain-d-avant-l-aube-a-cork', { visits: 2 }),
  page('/articles/what-the-tide-brings-to-genoa', { shows: 'Not available in Deutsch' }),
  page('/de/articles/what-the-tide-brings-to-genoa', {
    status: 404,
    visits: 2,
    shows: 'Diese Seite ist nicht erschienen',
  }),
  pageData('/fr/articles/le-bus-de-nuit-de-riga', { status: 404 }),

  page('/sections/seas', { visits: 2 }),
  page('/fr/sections/mers', { visits: 2 }),
  page('/de/sections/meere'),
  page('/sections/mers', { status: 404 }),
  page('/fr/sections/seas', { status: 404 }),
  pageData('/fr/sections/seas', { status: 404 }),
  page('/authors/tomas-lind', { visits: 2 }),
  page('/de/authors/tomas-lind', { visits: 2, shows: 'hat Böttcher gelernt' }),
  page('/de/authors/niemand', { status: 404, visits: 2 }),
  page('/issues', { visits: 2 }),
  page('/fr/issues/12', { visits: 2, shows: 'Numéro 12' }),
  page('/fr/issues/3', { visits: 2, shows: 'Le numéro arrive des archives' }),
  pageData('/fr/issues/3', { visits: 2 }),
  page('/fr/issues/3', { shows: 'Numéro 3' }),
  page('/de/issues/3', { headers: { 'user-agent': 'Twitterbot/1.0' }, shows: 'Heft 3' }),
  page('/de/issues/99', { shows: 'Das Heft wird aus dem Archiv geholt' }),
  pageData('/de/issues/99', { status: 404 }),
  page('/de/issues/99', { status: 404, shows: 'Diese Seite ist nicht erschienen' }),

  page('/nowhere', { status: 404, shows: 'This page is not in print' }),
  page('/fr/nowhere', { status: 404, shows: 'Cette page n’est pas parue' }),
  page('/de/nowhere/at/all', { status: 404, shows: 'Diese Seite ist nicht erschienen' }),
  page('/es', { status: 404 }),
  page('/fr/fr', { status: 404 }),
  page('/404', { status: 404 }),
  page('/fr/404', { status: 404 }),
  page('/500', { status: 500, shows: 'The press has stopped' }),
  page('/de/500', { status: 500, shows: 'Die Druckmaschine steht still' }),
  page('/fr/articles/%E0%A4%A', { status: 400 }),
  page('/fr/most-read', { method: 'POST', status: 405 }),
]

export const domains: readonly Probe[] = [
  page('/', { headers: english }),
  page('/', { headers: french, shows: 'Reportages des villes portuaires' }),
  page('/', { headers: german, shows: 'Reportagen aus Hafenstädten' }),
  page('/', { headers: { host: 'DE.meridian.test:8080' }, shows: 'Reportagen aus Hafenstädten' }),
  page('/', { headers: { host: 'es.meridian.test' }, shows: 'Reports from harbour towns' }),
  page('/fr', { headers: french }),
  page('/en', { headers: german, shows: 'Reports from harbour towns' }),
  page('/articles/le-pain-d-avant-l-aube-a-cork', { headers: french, visits: 2 }),
  page('/articles/brot-vor-tagesanbruch-in-cork', { headers: french, status: 308 }),
  page('/de/articles/brot-vor-tagesanbruch-in-cork', { headers: english, visits: 2 }),
  page('/nowhere', { headers: german, status: 404, shows: 'Diese Seite ist nicht erschienen' }),
  page('/sections/villes', { headers: french }),
  page('/sections/villes', { headers: german, status: 404 }),
  page('/feed.xml', { headers: german, shows: '<language>de</language>' }),
  page('/search?q=porto', { headers: french }),
]

export const detection: readonly Probe[] = [
  page('/', { headers: { 'accept-language': 'fr-CH, fr;q=0.9, en;q=0.8' }, status: 307 }),
  page('/?utm_source=letter', { headers: { 'accept-language': 'de' }, status: 307 }),
  page('/', { headers: { 'accept-language': 'es, it;q=0.5' } }),
  page('/', { headers: { 'accept-language': 'es, de;q=0.5, en;q=0.1' }, status: 307 }),
  page('/', { headers: { 'accept-language': 'fr', cookie: 'NEXT_LOCALE=de' }, status: 307 }),
  page('/', { headers: { 'accept-language': 'fr', cookie: 'NEXT_LOCALE=en' } }),
  page('/', { headers: { 'accept-language': 'fr', cookie: 'NEXT_LOCALE=es' }, status: 307 }),
  page('/fr', { headers: { 'accept-language': 'de' } }),
  page('/articles/the-staircases-of-porto', { headers: { 'accept-language': 'fr' }, visits: 2 }),
  page('/', { headers: { ...english, 'accept-language': 'de' }, status: 307 }),
  page('/', { headers: { ...french, 'accept-language': 'de, fr;q=0.5' }, status: 307 }),
  page('/', { headers: { ...german, 'accept-language': 'de' } }),
  page('/', { headers: { ...english, cookie: 'NEXT_LOCALE=de' } }),
]

export const rules: readonly Probe[] = [
  page('/rubrics/seas', { status: 308 }),
  page('/fr/rubrics/mers?from=print', { status: 308 }),
  page('/rubrics/mers', { headers: french, status: 308 }),
  page('/archive?issue=7', { status: 307 }),
  page('/de/archive?issue=7', { status: 307 }),
  page('/archive', { status: 404 }),
  page('/archive?issue=seven', { status: 404 }),
  page('/francais', { status: 308 }),
  page('/de/francais', { status: 308 }),
  page('/status', { shows: '"magazine":"Meridian"' }),
  page('/fr/status', { shows: '"magazine":"Meridian"' }),
  page('/api/status', { shows: '"magazine":"Meridian"' }),
  page('/fr/api/status', { status: 404 }),
  steps('every answer has the headers of the configuration', async (site) => {
    const paths = ['/', '/fr', '/api/status', '/robots.txt', '/nowhere', '/de/search', '/rubrics/seas']
    const seen = await Promise.all(paths.map((path) => visit(site.url + path)))
    return seen.map(({ headers }, index) => [
      paths[index],
      headers['referrer-policy'],
      headers['x-content-type-options'],
      headers['content-security-policy']?.includes("frame-ancestors 'none'"),
    ])
  }),
  page('/robots.txt'),
  page('/icon.svg'),
]

export const machines: readonly Probe[] = [
  page('/feed.xml', { visits: 2, shows: '<title>The staircases of Bergen</title>' }),
  page('/fr/feed.xml', { shows: '<title>Les escaliers de Bergen</title>' }),
  page('/feed', { shows: '<rss' }),
  page('/sitemap.xml', { shows: 'hreflang="de"' }),
  steps('every page of the sitemap is there, on the domain of its language', async (site) => {
    const { text } = await visit(`${site.url}/sitemap.xml`)
    const urls = [...text.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url = '']) => new URL(url))
    expect(urls).toHaveLength(232)
    return Promise.all(
      urls
        .filter((_, index) => index % 4 === 1)
        .map(async ({ pathname, host }) => [
          host,
          pathname,
          (await visit(site.url + pathname, { headers: { host } })).status,
        ]),
    )
  }),
  page('/search'),
  page('/search?q=bergen', { visits: 2, shows: 'articles for “bergen”' }),
  page('/fr/search?q=G%C3%AAnes', { shows: 'Gênes' }),
  page('/de/search?q=%3C/script%3E'),
  page('/search?q=lighthouse&q=bread'),
  pageData('/en/search', { shows: '"__N_SSP":true' }),
  steps('pictures come from the CMS, in the size and format asked for, and from nowhere else', async (site) => {
    const picture = (url: string, width = 640) =>
      imageAnswer(site, `/_next/image?url=${encodeURIComponent(url)}&w=${width}&q=75`)
    const own = `${cmsUrl(site)}/images/a01.png`
    return {
      own: await picture(own),
      again: await picture(own),
      narrow: await picture(own, 256),
      odd: await picture(own, 641),
      missing: await picture(`${cmsUrl(site)}/images/a99.png`),
      drawing: await picture(`${cmsUrl(site)}/images/portraits/tomas-lind.svg`),
      beside: await picture(`${cmsUrl(site)}/articles`),
      elsewhere: await picture('http://example.com/images/a01.png'),
    }
  }),
]

async function imageAnswer(site: Side, path: string) {
  const { status, headers, text } = await visit(site.url + path, { headers: { accept: 'image/webp,*/*' } })
  const { vary, 'content-type': type, 'cache-control': cacheControl, 'x-nextjs-cache': cache } = headers
  if (status !== 200) return { status, text }
  return { status, type, vary, cacheControl, cache, disposition: headers['content-disposition'] }
}
