import { NextResponse, type NextFetchEvent, type NextRequest } from 'next/server'

const isProtected = (pathname: string) => /^\/(dashboard|members|secret|caf%C3%A9)(\/|$)/.test(pathname)

/** Another place of this site, below its base path and in the visitor's language. */
function at(request: NextRequest, pathname: string, search: Record<string, string> = {}) {
  const url = request.nextUrl.clone()
  url.pathname = pathname
  url.search = new URLSearchParams(search).toString()
  return url
}

export async function middleware(request: NextRequest, event: NextFetchEvent) {
  const { pathname, searchParams } = request.nextUrl
  if (isProtected(pathname)) {
    if (request.cookies.get('session')?.value === 'valid') return NextResponse.next()
    if (searchParams.has('quietly')) return new Response(null, { status: 204 })
    return NextResponse.redirect(at(request, '/login', { from: pathname }))
  }
  switch (pathname) {
    case '/lab/headers': {
      const headers = new Headers(request.headers)
      headers.set('x-from-middleware', 'a, b')
      headers.set('x-prerender-revalidate', 'guessed')
      headers.delete('x-unwanted')
      headers.set('cookie', 'seen=by-the-page')
      const response = NextResponse.next({ request: { headers }, headers: { 'x-answer': '42' } })
      response.cookies.set('visited', 'yes', { path: '/lab', httpOnly: true })
      response.cookies.set('theme', 'dark')
      return response
    }
    case '/lab/careless':
      // What a visitor sent comes back as headers of the answer.
      return NextResponse.next({ headers: request.headers })
    case '/api/echo': {
      const read = searchParams.has('read') ? (await request.text()).length : 0
      const response = NextResponse.next({ headers: { 'x-read': String(read) } })
      response.cookies.set('visited', 'api')
      return response
    }
    case '/lab/post':
      return NextResponse.rewrite(at(request, '/posts/one'))
    case '/lab/query':
      return NextResponse.rewrite(at(request, '/lab/seen', { added: '1' }))
    case '/lab/file':
      return NextResponse.rewrite(at(request, '/open.txt'))
    case '/lab/elsewhere':
      return NextResponse.rewrite(`${process.env.SOURCE}/posts/one`)
    case '/lab/redirect':
      return NextResponse.redirect(at(request, '/about'))
    case '/lab/redirect-to':
      return NextResponse.redirect(searchParams.get('url')!, Number(searchParams.get('status')))
    case '/lab/slashes':
      return NextResponse.redirect(`${new URL(request.url).origin}//evil.test/path`)
    case '/lab/json':
      return NextResponse.json({ message: 'Not for you' }, { status: 401 })
    case '/lab/stream':
      return new Response(
        new ReadableStream({
          start(controller) {
            for (const part of ['one ', 'two ', 'three']) controller.enqueue(new TextEncoder().encode(part))
            controller.close()
          },
        }),
        { headers: { 'content-type': 'text/plain' } },
      )
    case '/lab/cached':
      return NextResponse.next({ headers: { 'Cache-Control': 'public, s-maxage=10' } })
    case '/lab/later':
      event.waitUntil(
        new Promise((resolve) => setTimeout(resolve, 300)).then(() => fetch(`${process.env.SOURCE}/later`)),
      )
      return new Response('now')
    case '/lab/throws':
      throw new Error('Middleware failed on purpose')
    case '/lab/hangs':
      return new Promise<never>(() => {})
    case '/lab/wrong':
      return 'text' as never
  }
}

export const config = {
  matcher: [
    '/dashboard/:path*',
    '/members',
    '/secret/:path*',
    '/café/:path*',
    '/lab/:path*',
    '/api/echo',
    { source: '/posts/:slug', has: [{ type: 'query', key: 'watched' }] },
    {
      source: '/about',
      has: [{ type: 'cookie', key: 'watched' }],
      missing: [{ type: 'header', key: 'x-middleware-prefetch' }],
    },
  ],
}
