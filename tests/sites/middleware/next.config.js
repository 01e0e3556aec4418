export default {
  limits: { middlewareTimeoutMs: 1500 },
  images: { imageSizes: [32], deviceSizes: [640] },
  ...(process.env.ELSEWHERE && {
    basePath: '/docs',
    i18n: { locales: ['en', 'fr'], defaultLocale: 'en' },
    middleware: { cacheControl: 'public' },
  }),
}
