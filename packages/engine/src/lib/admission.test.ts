import { expect, test } from 'vitest'
import { Admission } from './admission.ts'

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/products/${index}`)

test('a page earns a place with its sixth visit, and begins anew when it has had one', () => {
  const admission = new Admission()
  const visits = Array.from({ length: 20 }, (_, index) => index + 1)
  expect(visits.filter(() => admission.earns('/a', 0))).toEqual([6, 12, 18])
})

test('pages that are all visited alike hardly earn any, however long that goes on', () => {
  const admission = new Admission()
  const few = paths(8_000)
  let earned = 0
  for (let round = 0; round < 50; round++) for (const path of few) if (admission.earns(path, 0)) earned++
  expect(earned).toBeLessThan(50)
})

test('pages that come by once, however many there are, earn none', () => {
  const admission = new Admission()
  expect(paths(100_000).filter((path) => admission.earns(path, 0))).toEqual([])
})

test('what is visited often earns its place among as many others', () => {
  const admission = new Admission()
  let visits = 0
  const earned = paths(1_000).findIndex((path) => {
    admission.earns(path, 0)
    if (Number(path.slice(10)) % 10 > 0) return false
    visits++
    return admission.earns('/often', 0)
  })
  expect({ earned, visits }).toEqual({ earned: 50, visits: 6 })
})

test('most of the pages that are remembered at a time have a place of their own', () => {
  const admission = new Admission()
  const few = paths(4_000)
  for (let visit = 0; visit < 5; visit++) for (const path of few) admission.earns(path, 0)
  expect(few.filter((path) => admission.earns(path, 0)).length).toBeGreaterThan(few.length / 2)
})

test('the more pages memory keeps, the longer visits are remembered: what is worth as much as those comes as seldom', () => {
  const many = paths(60_000)
  const earnedBeside = (kept: number): number => {
    const admission = new Admission()
    let earned = 0
    for (let round = 0; round < 6; round++) for (const path of many) if (admission.earns(path, kept)) earned++
    return earned
  }
  expect(earnedBeside(1_000)).toBe(0)
  expect(earnedBeside(60_000)).toBeGreaterThan(many.length / 2)
})
