export default {
  httpCache: {
    languages: ['de', 'en'],
    routes: {
      '/search': true,
      '/long': true,
      '/mine': true,
      '/api/stock': true,
      '/api/mine': true,
      // It passes every field on, and what comes back says itself whose it is.
      '/[...all]': { ignoreCookies: true },
    },
  },
  skipTrailingSlashRedirect: true,
}
