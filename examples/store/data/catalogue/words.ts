/** The words a category's products are made of: names, sentences and facts. */

export interface CategoryWords {
  readonly nouns: readonly string[]
  /** What stands before the noun: a material, a cut, a kind. */
  readonly kinds: readonly string[]
  /** Sizes or variants, appended to the name; fewer mean more distinct designs. */
  readonly sizes: readonly string[]
  /** Cheapest and dearest, in whole dollars. */
  readonly price: readonly [number, number]
  /** What the product is for, completing "made for …". */
  readonly uses: readonly string[]
  /** Whole sentences about what it does well. */
  readonly strengths: readonly string[]
  /** Whole sentences about looking after it. */
  readonly care: readonly string[]
  /** The rows of the details table, with their possible values. */
  readonly details: Readonly<Record<string, readonly string[]>>
}

export type DepartmentWords = Readonly<Record<string, CategoryWords>>
