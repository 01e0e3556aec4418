import { expect, test } from 'vitest'
import { Admission } from './admission.ts'

const paths = (count: number) => Array.from({ length: count }, (_, index) => `/products/${index}`)

test('a page earns a place with its third visit, and begins anew when it has had one', () => {
  const admission = new Admission()
  expect(Array.from({ length: 6 }, () => admission.earns('/a'))).toEqual([false, false, true, false, false, true])
})

test('pages that come by once, however many there are, earn none', () => {
  const admission = new Admission()
  expect(paths(100_000).filter((path) => admission.earns(path))).toEqual([])
})

test('what is visited often earns its place among as many others', () => {
  const admission = new Admission()
  let visits = 0
  const earned = paths(1_000).findIndex((path) => {
    admission.earns(path)
    if (Number(path.slice(10)) % 10 > 0) return false
    visits++
    return admission.earns('/often')
  })
  expect({ earned, visits }).toEqual({ earned: 20, visits: 3 })
})

test('most of the pages that are remembered at a time have a place of their own', () => {
  const admission = new Admission()
  const few = paths(4_000)
  for (let visit = 0; visit < 2; visit++) for (const path of few) admission.earns(path)
  expect(few.filter((path) => admission.earns(path)).length).toBeGreaterThan(few.length / 2)
})
