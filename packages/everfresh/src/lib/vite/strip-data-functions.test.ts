import { expect, test } from 'vitest'
import { withoutServerExports } from './strip-data-functions.ts'

const strip = (code: string, file = '/pages/page.tsx') => withoutServerExports(code, file).code

test('removes data functions however they are exported, and keeps the component (B154)', () => {
  const code = strip(`
    export async function getStaticProps() { return { props: {} } }
    export const getStaticPaths = () => ({ paths: [], fallback: false }), visible = 1
    const getServerSideProps = async () => ({ props: {} })
    export { getServerSideProps }
    export const config = { api: { bodyParser: false } }
    export default function Page() { return <p>{visible}</p> }
  `)
  expect(code).not.toMatch(/getStatic|getServerSide|bodyParser/)
  expect(code).toContain('visible = 1')
  expect(code).toContain('function Page')
})

test('removes the imports, helpers and constants that only data functions used (B154)', () => {
  const code = strip(`
    import fs from 'node:fs'
    import { shared, secret } from '../data'
    import type { Product } from '../types'
    const directory = fs.realpathSync('.')
    function read() { return fs.readFileSync(directory) }
    export const getStaticProps = async () => ({ props: { text: read() + secret } })
    export default function Page(props: Product) { return <p>{shared}</p> }
  `)
  expect(code).not.toMatch(/node:fs|directory|read\(|secret/)
  expect(code).toContain('shared')
})

test('imports only types from a module whose values only data functions used (B154)', () => {
  const code = strip(`
    import { load, type Row } from '../database'
    import { type Shape } from '../shape'
    export const getStaticProps = () => ({ props: { row: load() } })
    export default ({ row }: { row: Row; shape: Shape }) => <p>{row.text}</p>
  `)
  expect(code).toMatch(/import type \{ Row \} from ['"]\.\.\/database['"]/)
  expect(code).toMatch(/import \{ type Shape \} from ['"]\.\.\/shape['"]/)
})

test('keeps an import that is there for its effect, and unused code that data functions had nothing to do with', () => {
  const code = strip(`
    import './page.css'
    import { helper } from '../helper'
    const unrelated = helper()
    export const getStaticProps = () => ({ props: {} })
    export default () => null
  `)
  expect(code).toContain('./page.css')
  expect(code).toContain('unrelated = helper()')
})

test('keeps what the component shares with a data function', () => {
  const code = strip(`
    import { format } from '../format'
    export const getStaticProps = () => ({ props: { text: format(1) } })
    export default () => <p>{format(2)}</p>
  `)
  expect(code).toContain("from '../format'")
})

test('understands a re-export of a data function', () => {
  expect(strip(`export { getStaticProps } from '../data'\nexport default () => null`)).not.toContain('../data')
  expect(strip(`export { load as getStaticProps } from '../data'\nexport default () => null`)).not.toContain('../data')
})

test('reads JavaScript with JSX and TypeScript without', () => {
  expect(strip('export const getStaticProps = () => ({}); export default () => <p/>', '/pages/a.js')).toContain('<p />')
  expect(strip('export const getStaticProps = () => <Props>({}); export default 1', '/pages/a.ts')).not.toContain(
    'Props',
  )
})

test('leaves a page without data functions as it is', () => {
  const code = 'export default () => "getStaticProps"'
  expect(strip(code)).toBe(code)
})
