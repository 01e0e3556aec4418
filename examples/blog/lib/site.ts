/** What the site says of itself. */
export const site = {
  name: 'Lantern Point',
  description: 'A lighthouse that keeps a log: the light, the sea, the birds, and the software between them.',
  url: process.env.NEXT_PUBLIC_SITE_URL ?? 'https://lantern-point.example',
}
