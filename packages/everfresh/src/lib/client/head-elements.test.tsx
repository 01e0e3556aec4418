import { renderToStaticMarkup } from 'react-dom/server'
import type { ReactNode } from 'react'
import { describe, expect, test } from 'vitest'
import { headElementsOf } from './head-elements.ts'

const defaults = '<meta charSet="utf-8"/><meta name="viewport" content="width=device-width"/>'

const markup = (...heads: ReactNode[]) =>
  renderToStaticMarkup(headElementsOf(heads)).replaceAll(' data-next-head=""', '').replace(defaults, '')

describe('of several heads', () => {
  test('the last title stays', () => {
    expect(markup(<title key="a">One</title>, <title>Two</title>)).toBe('<title>Two</title>')
  })

  test('the last meta of a name stays, where it stands', () => {
    const head = [<meta key="1" name="a" content="1" />, <link key="2" rel="icon" href="/i" />]
    expect(markup(<meta name="robots" content="1" />, head, <meta name="robots" content="2" />)).toBe(
      '<meta name="a" content="1"/><link rel="icon" href="/i"/><meta name="robots" content="2"/>',
    )
  })

  test('properties may repeat, as Open Graph allows, unless they have a key', () => {
    const images = (
      <>
        <meta property="og:image" content="1" />
        <meta property="og:image" content="2" />
      </>
    )
    expect(markup(images)).toBe('<meta property="og:image" content="1"/><meta property="og:image" content="2"/>')
    const titles = [<meta key="t" property="og:title" content="1" />, <meta key="t" property="og:title" content="2" />]
    expect(markup(titles[0], titles[1])).toBe('<meta property="og:title" content="2"/>')
  })

  test('of elements with one key the last one stays, whatever it is', () => {
    expect(markup(<link key="x" rel="icon" href="/1" />, <meta key="x" name="icon" content="2" />)).toBe(
      '<meta name="icon" content="2"/>',
    )
  })
})

test('charset and viewport have defaults, which a page replaces', () => {
  expect(markup()).toBe('')
  const own = <meta name="viewport" content="initial-scale=1" />
  expect(renderToStaticMarkup(headElementsOf(new Set([own])))).toBe(
    '<meta charSet="utf-8" data-next-head=""/><meta name="viewport" content="initial-scale=1" data-next-head=""/>',
  )
})

test('fragments, lists and conditions are looked through', () => {
  const head = (
    <>
      {[<link key="1" rel="a" href="/a" />]}
      {false}
      {null}
      <>
        <link rel="b" href="/b" />
      </>
    </>
  )
  expect(markup(head)).toBe('<link rel="a" href="/a"/><link rel="b" href="/b"/>')
})

test('a title of several parts becomes one text', () => {
  const price = 7
  expect(markup(<title>Lamp: {price} €</title>)).toBe('<title>Lamp: 7 €</title>')
})
