module.exports = {
  i18n: {
    locales: ['en-US', 'fr', 'nl-NL'],
    defaultLocale: 'en-US',
    domains: [{ domain: 'example.nl', defaultLocale: 'nl-NL' }],
  },
}
