/** Harbour towns that articles are about, as each language calls them. */

const sameEverywhere = [
  'Bergen',
  'Porto',
  'Trieste',
  'Gdańsk',
  'Brest',
  'Cork',
  'Zadar',
  'Tallinn',
  'Riga',
  'Kotor',
  'Marseille',
  'Tromsø',
  'Split',
  'Kiel',
  'Malmö',
].map((name) => ({ en: name, fr: name, de: name }))

export const places = [
  ...sameEverywhere,
  { en: 'Lisbon', fr: 'Lisbonne', de: 'Lissabon' },
  { en: 'Genoa', fr: 'Gênes', de: 'Genua' },
  { en: 'Naples', fr: 'Naples', de: 'Neapel' },
  { en: 'Cádiz', fr: 'Cadix', de: 'Cádiz' },
  { en: 'Palermo', fr: 'Palerme', de: 'Palermo' },
]
