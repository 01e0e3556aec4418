import { expect, test } from 'vitest'
import { embeddedCode } from './embedded-code.ts'
import { readPageExports } from './page-exports.ts'

const mdx = `import { a } from './a'

# export this

export const getStaticProps = async () => {
  const b = 1

  return { props: { b } }
}

Text, and a list:

- import
`

test('only the paragraphs of code count, empty lines in them included', () => {
  expect(readPageExports(mdx, '/pages/a.mdx')).toMatchObject({ default: true, getStaticProps: true, config: false })
})

test('a paragraph that never becomes a program is text', () => {
  expect(embeddedCode('export your data\n\nas you like', () => false)).toBe('')
  expect(readPageExports('export your data', '/pages/a.mdx').getStaticProps).toBe(false)
})
