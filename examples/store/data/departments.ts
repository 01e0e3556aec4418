/** The departments and categories of the store: names and addresses only, small enough for every page. */

export interface Category {
  readonly slug: string
  readonly name: string
  /** Begins the article numbers of this category, e.g. `ck-01042`. */
  readonly prefix: string
  readonly blurb: string
}

export interface Department {
  readonly slug: string
  readonly name: string
  readonly blurb: string
  readonly categories: readonly Category[]
}

const category = (slug: string, name: string, prefix: string, blurb: string): Category => ({
  slug,
  name,
  prefix,
  blurb,
})

export const departments: readonly Department[] = [
  {
    slug: 'kitchen',
    name: 'Kitchen',
    blurb: 'Good tools for ordinary dinners.',
    categories: [
      category('cookware', 'Cookware', 'ck', 'Pans and pots that heat evenly and last for decades.'),
      category('knives', 'Knives & Boards', 'kn', 'Edges that stay sharp, and boards that keep them so.'),
      category('bakeware', 'Bakeware', 'bk', 'Tins, trays and moulds for bread, cake and Sunday mornings.'),
      category('tableware', 'Tableware', 'tw', 'Plates, bowls and mugs you will reach for first.'),
      category('coffee-and-tea', 'Coffee & Tea', 'ct', 'Everything between the bean, or the leaf, and the cup.'),
    ],
  },
  {
    slug: 'living',
    name: 'Living',
    blurb: 'Warm light, soft layers and a place for everything.',
    categories: [
      category('lighting', 'Lighting', 'lt', 'Lamps for reading, for dinner and for the dark end of the hall.'),
      category('bedding', 'Bedding', 'bd', 'Sheets, blankets and pillows for a proper night.'),
      category('rugs', 'Rugs', 'rg', 'Something kind underfoot, woven to be walked on.'),
      category('storage', 'Storage', 'sr', 'Baskets, boxes and hooks that end the search for the keys.'),
      category('decor', 'Vases & Decor', 'dc', 'Small things that make a room yours.'),
    ],
  },
  {
    slug: 'furniture',
    name: 'Furniture',
    blurb: 'Joined, not stapled. Made to be repaired.',
    categories: [
      category('chairs', 'Chairs', 'ch', 'Seats for long dinners and longer afternoons.'),
      category('tables', 'Tables', 'tb', 'From the bedside to the whole family.'),
      category('sofas', 'Sofas & Armchairs', 'sf', 'Deep, firm and washable where it matters.'),
      category('desks', 'Desks', 'dk', 'A good surface, and somewhere for the cables.'),
      category('shelving', 'Shelving', 'sh', 'Straight boards for books, plants and records.'),
    ],
  },
  {
    slug: 'outdoors',
    name: 'Outdoors',
    blurb: 'Kit for nights out under weather.',
    categories: [
      category('tents', 'Tents', 'tn', 'Shelters that go up in the rain and keep it there.'),
      category('backpacks', 'Backpacks', 'bp', 'Carry it all day and forget it is there.'),
      category('sleeping-bags', 'Sleeping Bags', 'sb', 'Warmth by the gram.'),
      category('camp-kitchen', 'Camp Kitchen', 'cp', 'Stoves, flasks and pans for breakfast with a view.'),
      category('boots', 'Boots', 'bt', 'For bog, scree and the path to the bakery.'),
    ],
  },
  {
    slug: 'sport',
    name: 'Sport',
    blurb: 'For training days, rest days and race days.',
    categories: [
      category('cycling', 'Cycling', 'cy', 'Lights, locks, bags and the small parts that matter.'),
      category('running', 'Running', 'rn', 'Light layers and shoes for every mile.'),
      category('yoga', 'Yoga', 'yg', 'Mats, blocks and bolsters with grip and give.'),
      category('swimming', 'Swimming', 'sw', 'Goggles, caps and towels for pool and lake.'),
      category('climbing', 'Climbing', 'cl', 'Certified gear for walls and crags.'),
    ],
  },
  {
    slug: 'clothing',
    name: 'Clothing',
    blurb: 'Plain, well cut, and easy to mend.',
    categories: [
      category('jackets', 'Jackets', 'jk', 'Layers for wind, drizzle and real rain.'),
      category('knitwear', 'Knitwear', 'kw', 'Jumpers and cardigans from honest yarn.'),
      category('shirts', 'Shirts', 'st', 'Shirts that look better for being worn.'),
      category('trousers', 'Trousers', 'tr', 'Room to move, pockets that hold.'),
      category('socks', 'Socks', 'sx', 'Small luxuries, sold in pairs.'),
    ],
  },
  {
    slug: 'electronics',
    name: 'Electronics',
    blurb: 'Quiet design, long batteries, spare parts.',
    categories: [
      category('headphones', 'Headphones', 'hp', 'For trains, for offices and for whole albums.'),
      category('speakers', 'Speakers', 'sp', 'Room-filling sound without the tower block.'),
      category('keyboards', 'Keyboards', 'kb', 'A better feel for people who type all day.'),
      category('cameras', 'Cameras', 'cm', 'Bodies, lenses and bags for taking your time.'),
      category('watches', 'Watches', 'wt', 'On time, with or without a screen.'),
    ],
  },
  {
    slug: 'paper-and-play',
    name: 'Paper & Play',
    blurb: 'For rainy afternoons and good ideas.',
    categories: [
      category('notebooks', 'Notebooks', 'nb', 'Paper that likes ink.'),
      category('pens', 'Pens', 'pn', 'Nibs, rollers and pencils worth keeping.'),
      category('board-games', 'Board Games', 'bg', 'One evening, four people, no screens.'),
      category('puzzles', 'Puzzles', 'pz', 'A thousand pieces of quiet.'),
      category('art-supplies', 'Art Supplies', 'as', 'Colour for beginners and for professionals.'),
    ],
  },
]

export const allCategories: readonly Category[] = departments.flatMap((department) => department.categories)

export const categoryBySlug = (slug: string): Category | undefined =>
  allCategories.find((candidate) => candidate.slug === slug)

export const departmentBySlug = (slug: string): Department | undefined =>
  departments.find((candidate) => candidate.slug === slug)

/** The department that a category belongs to. */
export const departmentOf = (slug: string): Department | undefined =>
  departments.find((department) => department.categories.some((candidate) => candidate.slug === slug))
