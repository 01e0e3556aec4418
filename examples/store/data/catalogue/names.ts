/** Invented brands and the names of their series. */

const beginnings = ['Alder', 'Bram', 'Cald', 'Dun', 'Esker', 'Fen', 'Grim', 'Holm', 'Iver', 'Kest', 'Lang', 'Mor']
const endings = ['wick', 'by', 'moor', 'stead', 'grove', 'ford', 'holt', 'lund']

/** The brand numbered `index`; there are 96. */
export const brandNumber = (index: number): string =>
  `${beginnings[index % beginnings.length]}${endings[Math.floor(index / beginnings.length) % endings.length]}`

export const brandCount = beginnings.length * endings.length

export const towns = [
  'a former sail loft in Esbjerg',
  'a family workshop near Porto',
  'a small factory outside Leeds',
  'an old dairy in Jutland',
  'a cooperative in Biella',
  'a converted mill in Småland',
  'a workshop of twelve in Kraków',
  'two rooms above a harbour in Galicia',
  'a studio in Antwerp',
  'a village hall in the Borders',
]

export const series = [
  'Abel',
  'Agnes',
  'Arden',
  'Aster',
  'Aubrey',
  'Bay',
  'Bergen',
  'Birk',
  'Blythe',
  'Bodil',
  'Brook',
  'Callan',
  'Cedar',
  'Clement',
  'Corin',
  'Cove',
  'Dahl',
  'Delia',
  'Dorset',
  'Drift',
  'Edda',
  'Elgin',
  'Elm',
  'Ember',
  'Emil',
  'Enid',
  'Fable',
  'Fara',
  'Fern',
  'Finch',
  'Fjord',
  'Flint',
  'Freya',
  'Gale',
  'Garnet',
  'Gilda',
  'Glen',
  'Greta',
  'Halden',
  'Harbour',
  'Hazel',
  'Heath',
  'Hector',
  'Hollis',
  'Ida',
  'Inga',
  'Iris',
  'Isla',
  'Ivo',
  'Jasper',
  'Juniper',
  'Kai',
  'Kelda',
  'Kit',
  'Lark',
  'Laurel',
  'Leith',
  'Lena',
  'Linden',
  'Loch',
  'Lovage',
  'Mabel',
  'Maren',
  'Marlow',
  'Mercer',
  'Mila',
  'Mill',
  'Mira',
  'Nell',
  'Nora',
  'North',
  'Odell',
  'Olive',
  'Orla',
  'Otto',
  'Pella',
  'Perrin',
  'Pine',
  'Quill',
  'Quincy',
  'Ramsey',
  'Reed',
  'Rowan',
  'Runa',
  'Sable',
  'Selby',
  'Sigrid',
  'Skye',
  'Sorrel',
  'Sten',
  'Sunna',
  'Tamsin',
  'Tarn',
  'Teal',
  'Thea',
  'Thorn',
  'Tilda',
  'Tove',
  'Ulla',
  'Vale',
  'Vera',
  'Vesper',
  'Wilder',
  'Willa',
  'Wren',
  'Yarrow',
  'Yorick',
  'Zinnia',
]

/** Sentences about the maker; `{brand}` and `{town}` are filled in. */
export const signatures = [
  '{brand} makes it in {town}.',
  '{brand} works in {town} and answers letters.',
  'From {brand}, who have done little else since they began in {town}.',
  'Designed and made by {brand} in {town}.',
  'If something breaks, {brand} repairs it in {town}.',
  '{brand} started in {town} and never left.',
]

/** First sentences: `{series}`, `{kind}` and `{noun}` are parts of the name, `{use}` what the thing is made for. */
export const openings = [
  'The {series} {noun} is made for {use}.',
  'Made for {use}: the {series} {noun}, in its {kind} version.',
  'A {kind} {noun} without fuss, made for {use}.',
  'We looked for years for a {kind} {noun} like this one, made for {use}.',
  'The {series} is the {kind} {noun} that our own staff take home. It is made for {use}.',
  'Some things need no reinvention. The {series} {noun} is simply well made, for {use}.',
  'With {use} in mind, {brand} drew the {series}: a {kind} {noun} with nothing to add.',
]

/** The same for things that come in pairs or in dozens: socks, goggles, headphones. */
export const pluralOpenings = [
  'The {series} {noun} are made for {use}.',
  'Made for {use}: the {series} {noun}, in their {kind} version.',
  'Simply good {kind} {noun}, made for {use}.',
  'We looked for years for {kind} {noun} like these, made for {use}.',
  'The {series} {noun} are what our own staff take home. They are made for {use}.',
  'With {use} in mind, {brand} drew the {series}: {kind} {noun} with nothing to add.',
]

/** Nouns in the plural; "canvas" is not one. */
export const isPlural = (noun: string): boolean => noun.endsWith('s') && noun !== 'Canvas'

/** Things that cost a fraction of what their category costs. */
export const isSmall = (noun: string): boolean =>
  /^(Cap|Bell|Strap|Block|Mug|Spork|Carabiner|Chalk Bag|Pillowcase|Doormat|Bath Mat|Coat Hook|Tray|Bookend|Footstool|Stool|Picture Ledge|Monitor Stand|Desk Organiser|Liner|Camp Pillow|Wrist Rest|Desk Mat|Numpad|Camera Strap|Watch Strap|Swim Cap|Ink|Pen Case|Cube|Side Plate|Milk Jug|Tea Caddy|Beanie|Singlet|Running Belt)$/.test(
    noun,
  )
