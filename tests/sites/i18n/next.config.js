module.exports = {
  i18n: {
    locales: ['en', 'fr', 'nl-NL'],
    defaultLocale: 'en',
    domains: [
      { domain: 'en.localhost', defaultLocale: 'en', locales: ['nl-NL'], http: true },
      { domain: 'fr.localhost', defaultLocale: 'fr', http: true },
    ],
  },
}
