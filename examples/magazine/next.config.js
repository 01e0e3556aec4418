const cms = new URL(process.env.CMS_URL ?? 'http://localhost:4001')

const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' data: ${cms.origin}`,
  "frame-ancestors 'none'",
].join('; ')

/** @type {import('next').NextConfig} */
const config = {
  reactStrictMode: true,
  i18n: {
    locales: ['en', 'fr', 'de'],
    defaultLocale: 'en',
    domains: [
      { domain: 'meridian.test', defaultLocale: 'en' },
      { domain: 'fr.meridian.test', defaultLocale: 'fr' },
      { domain: 'de.meridian.test', defaultLocale: 'de' },
    ],
  },
  images: {
    remotePatterns: [new URL('/images/**', cms)],
    // A CMS on the same machine or network has a private address, which images are not fetched from unless one says so.
    dangerouslyAllowLocalIP: true,
  },
  redirects: () => [
    { source: '/rubrics/:section', destination: '/sections/:section', permanent: true },
    {
      source: '/archive',
      has: [{ type: 'query', key: 'issue', value: '(?<issue>\\d+)' }],
      destination: '/issues/:issue',
      permanent: false,
    },
    // They lead to another language than the one they are read in.
    { source: '/:locale/francais', destination: '/fr', permanent: true, locale: false },
    { source: '/:locale/deutsch', destination: '/de', permanent: true, locale: false },
  ],
  rewrites: () => [
    { source: '/feed.xml', destination: '/feed' },
    // API routes have no language, so it is dropped on the way there.
    { source: '/:locale/status', destination: '/api/status', locale: false },
  ],
  headers: () => [
    {
      source: '/:path*',
      headers: [
        { key: 'Content-Security-Policy', value: contentSecurityPolicy },
        { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
        { key: 'X-Content-Type-Options', value: 'nosniff' },
      ],
    },
  ],
}

export default config
