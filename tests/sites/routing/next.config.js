const { UPSTREAM = 'http://127.0.0.1:9', CDN } = process.env

const has = (type, key, value) => [{ type, key, value }]

/** @type {(phase: string) => import('next').NextConfig} */
module.exports = (phase) => ({
  basePath: '/docs',
  // As in Next.js's own advice: none in development.
  assetPrefix: phase === 'phase-development-server' ? undefined : CDN,
  deploymentId: 'first',
  crossOrigin: 'anonymous',
  productionBrowserSourceMaps: true,
  experimental: { proxyTimeout: 1500 },

  async redirects() {
    return [
      { source: '/old', destination: '/about', permanent: true },
      { source: '/old/:slug', destination: '/posts/:slug', permanent: false },
      { source: '/see/:slug', destination: '/posts/:slug?seen=:slug', statusCode: 303 },
      { source: '/outside-in/:path*', destination: '/docs/:path*', permanent: false, basePath: false },
      { source: '/robots.txt', has: has('query', 'about'), destination: '/about', permanent: false },
      {
        source: '/away',
        destination: 'https://example.com/:who',
        has: has('header', 'x-who', '(?<who>.*)'),
        permanent: false,
      },
    ]
  },

  async rewrites() {
    return {
      beforeFiles: [
        { source: '/about', has: has('query', 'as'), destination: '/posts/about' },
        { source: '/robots.txt', has: has('cookie', 'robots', 'off'), destination: '/posts/robots' },
      ],
      afterFiles: [
        { source: '/blog/:slug', destination: '/posts/:slug' },
        { source: '/posts-of/:slug', destination: '/posts/:slug?by=:slug' },
        { source: '/listed-as/:slug', destination: '/listed/:slug' },
        { source: '/shelled-as/:slug', destination: '/shelled/:slug' },
        { source: '/me', destination: '/request/me?added=1' },
        { source: '/automatic-as/:id', destination: '/automatic/:id?added=1' },
        { source: '/plain-as', destination: '/plain?added=1' },
        { source: '/picture', destination: '/picture.svg' },
        { source: '/call/:path*', destination: '/api/echo/:path*' },
        { source: '/about', destination: '/posts/hidden' },
        { source: '/café/:slug', destination: '/posts/:slug' },
        { source: '/upstream/:path*', destination: `${UPSTREAM}/:path*` },
        { source: '/whole/:path*', destination: `${UPSTREAM}/outside/:path*`, basePath: false },
      ],
      fallback: [
        { source: '/listed/:slug', destination: '/posts/:slug' },
        { source: '/posts/:slug', destination: '/about' },
      ],
    }
  },

  async headers() {
    const of = (values) => Object.entries(values).map(([key, value]) => ({ key, value }))
    return [
      {
        source: '/:path*',
        headers: of({ 'x-site': 'routing', 'Content-Security-Policy': `frame-ancestors https://x.test:8443` }),
      },
      { source: '/posts/:slug', headers: of({ 'x-slug': ':slug' }) },
      { source: '/about', headers: of({ 'Cache-Control': 'public, max-age=60' }) },
      { source: '/nowhere', headers: of({ 'Cache-Control': 'public, max-age=60' }) },
      { source: '/request/:id', headers: of({ 'Cache-Control': 'public, s-maxage=5' }) },
    ]
  },
})
