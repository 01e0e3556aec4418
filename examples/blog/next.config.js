/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  async redirects() {
    return [
      { source: '/feed', destination: '/rss.xml', permanent: true },
      { source: '/log/:day(\\d{4}-\\d{2}-\\d{2})', destination: '/posts/log-:day', permanent: true },
      { source: '/today', destination: '/posts/log-2026-10-31', permanent: false },
    ]
  },
  async rewrites() {
    return [{ source: '/by/:author', destination: '/authors/:author' }]
  },
  async headers() {
    return [
      { source: '/:path*', headers: [{ key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' }] },
      { source: '/icon.svg', headers: [{ key: 'Cache-Control', value: 'public, max-age=86400' }] },
    ]
  },
}

export default config
