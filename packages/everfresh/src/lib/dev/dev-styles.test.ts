import { expect, test } from 'vitest'
import { withStyles } from './dev-styles.ts'

const html = '<html><head><title>A</title></head><body>$&</head></body></html>'

test('adds styles to the head, named for the client of Vite', () => {
  expect(withStyles(html, [{ id: '/site/a.css', css: 'a { color: red }' }])).toBe(
    '<html><head><title>A</title><style type="text/css" data-vite-dev-id="/site/a.css">a { color: red }</style></head><body>$&</head></body></html>',
  )
})

test('keeps text from ending the element or its attribute', () => {
  const shown = withStyles(html, [{ id: '/si"te/a&b.css', css: `a { content: '</style><script>$&' }` }])
  expect(shown).toContain('data-vite-dev-id="/si&quot;te/a&amp;b.css"')
  expect(shown).toContain(`'<\\/style><script>$&'`)
})

test('leaves a page without stylesheets as it is', () => {
  expect(withStyles(html, [])).toBe(html)
})
