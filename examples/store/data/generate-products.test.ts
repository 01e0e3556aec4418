import { describe, expect, it } from 'vitest'
import { paintPicture } from '../art/picture.ts'
import { allCategories } from './departments.ts'
import { generateProducts } from './generate-products.ts'

const products = [...generateProducts(4000)]

describe('generateProducts', () => {
  it('makes the same products every time', () => {
    expect([...generateProducts(4000)]).toEqual(products)
    expect([...generateProducts(100, 1)]).not.toEqual(products.slice(0, 100))
  })

  it('keeps its promise of which product is which, for whoever links to one', () => {
    expect(products[0]).toMatchObject({ sku: 'ck-00001', category: 'cookware' })
    expect(products[3999]).toMatchObject({ sku: 'as-00100', category: 'art-supplies' })
  })

  it('spreads the products evenly over all categories', () => {
    for (const { slug } of allCategories) {
      expect(products.filter(({ category }) => category === slug)).toHaveLength(100)
    }
  })

  it('gives no two products one article number, one rank, or one name in a category', () => {
    const distinct = (values: unknown[]) => new Set(values).size
    expect(distinct(products.map(({ sku }) => sku))).toBe(4000)
    expect(distinct(products.map(({ rank }) => rank))).toBe(4000)
    expect(distinct(products.map(({ category, name }) => `${category} ${name}`))).toBe(4000)
  })

  it('prices everything in whole cents above zero, and deals below what they cost', () => {
    for (const { priceCents, listPriceCents } of products) {
      expect(Number.isInteger(priceCents) && priceCents > 0).toBe(true)
      expect(listPriceCents ?? Infinity).toBeGreaterThan(priceCents)
    }
    expect(products.some(({ listPriceCents }) => listPriceCents !== null)).toBe(true)
  })

  it('describes every product in whole sentences with nothing left to fill in', () => {
    for (const { description } of products) {
      expect(description).toMatch(/^[A-Z].{80,}[.!]$/)
      expect(description).not.toMatch(/[{}]|undefined|\b[Aa] [aeio]/)
    }
  })

  it('has everything: plenty of some things, few of others, none of a few', () => {
    const share = (test: (stock: number) => boolean) => products.filter(({ stock }) => test(stock)).length / 4000
    expect(share((stock) => stock === 0)).toBeGreaterThan(0.03)
    expect(share((stock) => stock > 0 && stock < 10)).toBeGreaterThan(0.08)
    expect(share((stock) => stock >= 10)).toBeGreaterThan(0.6)
  })

  it('has a picture for every product', () => {
    for (const name of new Set(products.map(({ picture }) => picture))) expect(paintPicture(name)).toMatch(/^<svg/)
  })
})
