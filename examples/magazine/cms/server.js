/** A small headless CMS: JSON and pictures over HTTP, made up at its start and forgotten at its end. */
import { createServer } from 'node:http'
import { json as readJson } from 'node:stream/consumers'
import { createAdminRoutes } from './admin-routes.js'
import { createBehaviour } from './behaviour.js'
import { createContentRoutes } from './content-routes.js'
import { createLibrary } from './content/library.js'

const { CMS_PORT = '4001', CMS_TOKEN, WEBHOOK_SECRET, SITE_URL } = process.env
if (CMS_TOKEN === undefined || WEBHOOK_SECRET === undefined) {
  console.error('The CMS needs CMS_TOKEN and WEBHOOK_SECRET. Start it with: node --env-file=.env cms/server.js')
  process.exit(1)
}

const library = createLibrary()
const behaviour = createBehaviour()
const content = createContentRoutes(library)
const admin = createAdminRoutes({ library, behaviour, secret: WEBHOOK_SECRET, siteUrl: SITE_URL })

async function answer(request, response) {
  const origin = `http://${request.headers.host}`
  const url = new URL(request.url, origin)
  const isEditor = request.headers.authorization === `Bearer ${CMS_TOKEN}`
  if (url.pathname.startsWith('/admin/')) {
    if (!isEditor || request.method !== 'POST') return send(response, 403, { message: 'Editors only, with POST.' })
    return send(response, ...(await admin(url, await readJson(request).catch(() => ({})))))
  }
  const found = await content(url, origin, isEditor && url.searchParams.has('drafts'))
  const { failure, truncate } = await behaviour.next(url.pathname)
  if (failure !== undefined) return send(response, failure, { message: 'The CMS is not well.' })
  if (found === undefined) return send(response, 404, { message: 'Not found.' })
  const body = truncate ? found.body.subarray(0, found.body.length / 2) : found.body
  response.writeHead(200, { 'content-type': found.type }).end(body)
}

const send = (response, status, value) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))

const server = createServer((request, response) => {
  answer(request, response).catch((error) => {
    console.error(error)
    response.destroy()
  })
})
server.listen(Number(CMS_PORT), () => console.log(`The CMS listens on http://localhost:${server.address().port}`))
