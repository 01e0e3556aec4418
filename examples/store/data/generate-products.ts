/** Makes up the store's products, the same ones every time. */
import { palettes } from '../art/palettes.ts'
import { variantCount } from '../art/picture.ts'
import { shapeOfNoun } from '../art/shapes-of-nouns.ts'
import {
  brandCount,
  brandNumber,
  isPlural,
  isSmall,
  openings,
  pluralOpenings,
  series,
  signatures,
  towns,
} from './catalogue/names.ts'
import { words } from './catalogue/index.ts'
import type { CategoryWords } from './catalogue/words.ts'
import { allCategories, type Category } from './departments.ts'
import { createRandom, type Random } from './random.ts'

export interface GeneratedProduct {
  readonly sku: string
  readonly category: string
  readonly brand: string
  readonly name: string
  readonly priceCents: number
  /** What it cost before it became a deal. */
  readonly listPriceCents: number | null
  readonly stock: number
  readonly description: string
  /** Tenths of stars, 10 to 50. */
  readonly rating: number
  readonly reviewCount: number
  /** What its picture shows, in which colours, before which backdrop. */
  readonly picture: string
  readonly palette: string
  readonly details: Readonly<Record<string, string>>
  /** 1 is the best seller of the whole store. */
  readonly rank: number
}

/** Yields `count` products, spread evenly over the categories. */
export function* generateProducts(count: number, seed = 20_260): Generator<GeneratedProduct> {
  const random = createRandom(seed)
  const ranks = random.shuffled(Array.from({ length: count }, (_, index) => index + 1))
  const designers = allCategories.map((category, index) => createDesigner(category, index, random))
  for (let index = 0; index < count; index++) {
    const design = designers[index % designers.length]!
    yield design(ranks[index]!, count)
  }
}

function createDesigner(category: Category, index: number, random: Random) {
  const vocabulary = words[category.slug]!
  const brands = Array.from({ length: 14 }, (_, step) => brandNumber((index * 7 + step * 5) % brandCount))
  const taken = new Set<string>()
  let made = 0
  return (rank: number, total: number): GeneratedProduct => {
    const names = newName(vocabulary, brands, taken, random)
    const { priceCents, listPriceCents } = pricing(vocabulary, names, random)
    const palette = random.pick(palettes).slug
    made++
    return {
      sku: `${category.prefix}-${String(made).padStart(5, '0')}`,
      category: category.slug,
      brand: names.brand,
      name: names.full,
      priceCents,
      listPriceCents,
      stock: stockLevel(random),
      description: describe(vocabulary, names, random),
      rating: random.between(36, 45) + random.between(0, 5),
      reviewCount: reviewCount(rank, total, random),
      palette,
      picture: `${shapeOfNoun(names.noun)}.${palette}.${random.between(0, variantCount - 1)}.svg`,
      details: details(vocabulary, random),
      rank,
    }
  }
}

interface Names {
  readonly brand: string
  readonly series: string
  readonly kind: string
  readonly noun: string
  readonly size: string
  readonly full: string
}

function newName(vocabulary: CategoryWords, brands: readonly string[], taken: Set<string>, random: Random): Names {
  for (;;) {
    const brand = random.pick(brands)
    const parts = {
      series: random.pick(series),
      kind: random.pick(vocabulary.kinds),
      noun: random.pick(vocabulary.nouns),
    }
    const size = random.pick(vocabulary.sizes)
    const full = `${parts.series} ${parts.kind} ${parts.noun}${sizeSuffix(size)}`
    if (taken.has(full)) continue
    taken.add(full)
    return { brand, size, full, ...parts }
  }
}

const sizeSuffix = (size: string) => (size === '' ? '' : /^(Mk|Mini|Pro|Kit)/.test(size) ? ` ${size}` : `, ${size}`)

/** Most things are cheap; a larger size costs more; prices end the way prices do. */
function pricing(vocabulary: CategoryWords, { size, noun }: Names, random: Random) {
  const [low, high] = vocabulary.price
  const dearest = isSmall(noun) ? low + (high - low) / 6 : high
  const skewed = random.next() * random.next()
  const larger = (1 + vocabulary.sizes.indexOf(size)) / vocabulary.sizes.length
  const dollars = Math.floor(low + (dearest - low) * skewed * (0.6 + 0.4 * larger))
  const priceCents = dollars * 100 + random.pick([0, 0, 50, 90, 95, 99])
  const isDeal = random.next() < 0.06
  if (!isDeal) return { priceCents, listPriceCents: null }
  const before = Math.ceil((priceCents * (110 + random.between(5, 45))) / 10_000) * 100
  return { priceCents, listPriceCents: before }
}

function stockLevel(random: Random): number {
  const luck = random.next()
  if (luck < 0.07) return 0
  if (luck < 0.22) return random.between(1, 9)
  return random.between(10, 250)
}

/** Best sellers have the most reviews, and nearly everything has a few. */
function reviewCount(rank: number, total: number, random: Random): number {
  const popularity = 1 - rank / total
  return (
    Math.floor(popularity * popularity * random.between(40, 420) + (rank <= 1000 ? random.between(200, 2400) : 0)) + 3
  )
}

function describe(vocabulary: CategoryWords, names: Names, random: Random): string {
  const use = random.pick(vocabulary.uses)
  const filled = { ...names, kind: readable(names.kind), noun: names.noun.toLowerCase(), use, town: random.pick(towns) }
  const fill = (template: string) =>
    template.replace(/\{(\w+)\}/g, (_, key: string) => filled[key as keyof typeof filled] ?? '')
  const [first, second, third] = random.shuffled(vocabulary.strengths)
  const sentences = [fill(random.pick(isPlural(names.noun) ? pluralOpenings : openings)), first, second]
  if (random.next() < 0.5) sentences.push(third)
  sentences.push(fill(random.pick(signatures)), random.pick(vocabulary.care))
  return sentences.join(' ').replace(/\b([Aa]) (?=[aeio])/g, '$1n ')
}

/** "Cast-Iron" as it stands inside a sentence: "cast-iron". */
const readable = (kind: string) => (/\d|^Mk/.test(kind) ? kind : kind.toLowerCase())

function details(vocabulary: CategoryWords, random: Random): Record<string, string> {
  return Object.fromEntries(Object.entries(vocabulary.details).map(([label, values]) => [label, random.pick(values)]))
}
