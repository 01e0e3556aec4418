import { describe, expect, it } from 'vitest'
import { readPageExports } from './page-exports.ts'

const namesOf = (code: string, file = 'pages/a.tsx') =>
  Object.entries(readPageExports(code, file))
    .filter(([, value]) => value === true)
    .map(([name]) => name)
    .sort()

describe('readPageExports', () => {
  it.each([
    ['export default function Page() { return <p /> }', ['default']],
    ['export default () => null', ['default']],
    ['const Page = () => null; export { Page as default }', ['default']],
    [`export { default, getStaticProps } from './other'`, ['default', 'getStaticProps']],
    [`export { load as getStaticProps } from './other'`, ['getStaticProps']],
    [`export * as config from './other'`, ['config']],
    [`const x = 1; export { x as 'getStaticPaths' }`, ['getStaticPaths']],
    ['export async function getStaticProps() {}', ['getStaticProps']],
    ['export const getStaticProps = async () => ({ props: {} }), config = {}', ['config', 'getStaticProps']],
    ['export const getStaticProps: GetStaticProps<{ a: 1 }> = (async () => x) satisfies Y', ['getStaticProps']],
    ['export const { getStaticProps, other: getStaticPaths = f } = make()', ['getStaticPaths', 'getStaticProps']],
    ['export const [getServerSideProps, ...config] = make()', ['config', 'getServerSideProps']],
    ['export let getServerSideProps', ['getServerSideProps']],
    ['async function getServerSideProps() {} export { getServerSideProps }', ['getServerSideProps']],
    ['export class config {}', ['config']],
    ['function getStaticProps() {}', []],
    ['export const another = { getStaticProps: 1 }', []],
    ['export const { getStaticProps: another } = make()', []],
    ['export { getStaticProps as another } from "./other"', []],
    ['// export const getStaticProps\nconst text = "export const getStaticProps"', []],
    ['export type getStaticProps = string', []],
    ['export interface config {}', []],
    [`export type { getStaticProps } from './other'`, []],
    [`export { type getStaticProps, a as config } from './other'`, ['config']],
    [`export type * from './types'`, []],
  ])('of %s', (code, names) => {
    expect(namesOf(code)).toEqual(names)
  })

  it('reads casts in .ts and elements in .js files', () => {
    expect(namesOf('export const config = <any>{}', 'pages/api/a.ts')).toEqual(['config'])
    expect(namesOf('export const config = <p />', 'pages/a.js')).toEqual(['config'])
    expect(namesOf('export const config = <p />', 'pages/a.jsx')).toEqual(['config'])
  })

  it.each([
    'function Page() {} Page.getInitialProps = f; export default Page',
    'export default function Page() {} Page["getInitialProps"] = f',
    'const P = () => null; export { P as default }; P.getInitialProps = f',
    'export default class Page { static getInitialProps() {} }',
    'export default class { static getInitialProps = f }',
    'class Page { static getInitialProps = f } export default Page',
  ])('sees getInitialProps in %s (B165)', (code) => {
    expect(readPageExports(code, 'a.jsx').getInitialProps).toBe(true)
  })

  it.each([
    'function Other() {} Other.getInitialProps = f; export default Page',
    'export default class Page { getInitialProps() {} }',
    'export default Page; Page[getInitialProps] = f',
    'export default Page; Page.other.getInitialProps = f',
  ])('sees none in %s', (code) => {
    expect(readPageExports(code, 'a.jsx').getInitialProps).toBe(false)
  })

  it('lists data functions that are attached to the component (B165)', () => {
    const code = 'const Page = () => null\nPage.getStaticProps = f\nPage.getServerSideProps = f\nexport default Page'
    expect(readPageExports(code, 'a.jsx').attached).toEqual(['getStaticProps', 'getServerSideProps'])
  })

  it('rejects what hides the exports, and what cannot be parsed, with the place', () => {
    expect(() => readPageExports(`export * from './x'`, 'pages/a.tsx')).toThrow(/pages\/a\.tsx uses "export \* from/)
    expect(() => readPageExports('\nexport const = 1', 'pages/a.tsx')).toThrow(
      /pages\/a\.tsx cannot be parsed: .*\(2:13\)/,
    )
  })
})
