import { NextResponse, type NextFetchEvent, type NextRequest } from 'next/server'

const isProtected = (pathname: string) => /^\/(dashboard|members|secret|café|caf%C3%A9)(\/|$)/.test(pathname)

export async function middleware(request: NextRequest, event: NextFetchEvent) {
  const { pathname, searchParams } = request.nextUrl
  if (isProtected(pathname)) {
    if (request.cookies.get('session')?.value === 'valid') return NextResponse.next()
    const login = request.nextUrl.clone()
    login.pathname = '/login'
    login.search = ''
    login.searchParams.set('from', pathname)
    return NextResponse.redirect(login)
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
    case '/api/echo': {
      const read = searchParams.has('read') ? await request.text() : ''
      const response = NextResponse.next({ headers: { 'x-read': String(read.length) } })
      response.cookies.set('visited', 'api')
      return response
    }
    case '/lab/post':
      return NextResponse.rewrite(new URL('/posts/one', request.url))
    case '/lab/query':
      return NextResponse.rewrite(new URL('/lab/seen?added=1', request.url))
    case '/lab/static-file':
      return NextResponse.rewrite(new URL('/open.txt', request.url))
    case '/lab/rewrite-to':
      return NextResponse.rewrite(new URL(searchParams.get('url')!, request.url))
    case '/lab/redirect':
      return NextResponse.redirect(new URL('/about', request.url))
    case '/lab/redirect-to':
      return NextResponse.redirect(searchParams.get('url')!, Number(searchParams.get('status') ?? 307))
    case '/lab/slashes':
      return NextResponse.redirect(new URL(`${new URL(request.url).origin}//evil.test/path`))
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
      has: [{ type: 'cookie', key: 'watch' }],
      missing: [{ type: 'header', key: 'x-middleware-prefetch' }],
    },
  ],
}
