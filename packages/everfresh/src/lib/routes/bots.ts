/** Tells crawlers, which get a whole page, from browsers, which may get a fallback shell. */

/** Google's crawler, but not its relatives such as `Googlebot-Image`. */
const rendering = /Googlebot(?!-)|Googlebot$/i

/** Crawlers and link previews that run no scripts. */
const scriptless = new RegExp(
  [
    // One character each is enough to know, and keeps the search linear in the length of the header.
    '[\\w-]-Google',
    'Google-[\\w-]',
    ...['Chrome-Lighthouse', 'Slurp', 'DuckDuckBot', 'baiduspider', 'yandex', 'sogou', 'bitlybot', 'tumblr', 'vkShare'],
    ...['quora link preview', 'redditbot', 'ia_archiver', 'Bingbot', 'BingPreview', 'applebot', 'facebookexternalhit'],
    ...[
      'facebookcatalog',
      'Twitterbot',
      'LinkedInBot',
      'Slackbot',
      'Discordbot',
      'WhatsApp',
      'SkypeUriPreview',
      'Yeti',
    ],
    'googleweblight',
  ].join('|'),
  'i',
)

/** Whether the header `user-agent` is a crawler's that must not get a fallback shell (B64, B65). */
export function isBot(userAgent: string | undefined): boolean {
  return userAgent !== undefined && (rendering.test(userAgent) || scriptless.test(userAgent))
}
