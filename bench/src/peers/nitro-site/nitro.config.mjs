// The shop of Nitro: every product is kept for an hour.
export default {
  preset: 'node-server',
  serverDir: '.',
  compatibilityDate: '2026-01-01',
  routeRules: { '/products/**': { swr: 3600 } },
}
