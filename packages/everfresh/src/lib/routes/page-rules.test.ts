import { memo } from 'react'
import { describe, expect, it } from 'vitest'
import { readPageExports } from './page-exports.ts'
import { checkPage, dataKindOf, exportsOfModule, problemsOfPage } from './page-rules.ts'
import { parsePattern } from './pattern.ts'

const problems = (page: string, code: string, mode: 'build' | 'dev' = 'build') =>
  problemsOfPage(readPageExports(code, 'page.jsx'), parsePattern(page), mode)
const component = 'const Page = () => null; export default Page;'
const exporting = (...names: string[]) => component + names.map((name) => `export const ${name} = f;`).join('')

describe('problemsOfPage', () => {
  it.each([
    ['/', exporting()],
    ['/', exporting('getStaticProps')],
    ['/', exporting('getServerSideProps', 'config')],
    ['/[id]', exporting('getServerSideProps')],
    ['/[id]', exporting('getStaticProps', 'getStaticPaths')],
    ['/404', exporting('getStaticProps')],
  ])('finds none in %s: %s', (page, code) => {
    expect(problems(page, code)).toEqual([])
  })

  it.each([
    [
      '/[id]',
      exporting('getStaticProps'),
      `getStaticPaths is required for dynamic SSG pages and is missing for '/[id]'.`,
    ],
    [
      '/a',
      exporting('getStaticProps', 'getStaticPaths'),
      `getStaticPaths can only be used with dynamic pages, not '/a'.`,
    ],
    [
      '/[id]',
      exporting('getStaticPaths'),
      'getStaticPaths was added without a getStaticProps in /[id]. Without getStaticProps, getStaticPaths does nothing',
    ],
    [
      '/a',
      `${exporting('getStaticProps')} Page.getInitialProps = f`,
      'You can not use getInitialProps with getStaticProps. To use SSG, please remove your getInitialProps',
    ],
    [
      '/a',
      `${exporting('getServerSideProps')} Page.getInitialProps = f`,
      'You can not use getInitialProps with getServerSideProps. Please remove getInitialProps.',
    ],
    [
      '/a',
      exporting('getStaticProps', 'getServerSideProps'),
      'You can not use getStaticProps or getStaticPaths with getServerSideProps. To use SSG, please remove getServerSideProps',
    ],
    [
      '/a',
      `${component} Page.getStaticProps = f`,
      `page /a getStaticProps can not be attached to a page's component and must be exported from the page.`,
    ],
    ['/a', 'export const getStaticProps = f', 'The default export is not a React Component in page: "/a"'],
    ['/404', exporting('getServerSideProps'), '`pages/404` can not have getInitialProps/getServerSideProps'],
    ['/500', `${component} Page.getInitialProps = f`, '`pages/500` can not have getInitialProps/getServerSideProps'],
  ])('of %s: %s (B75, B165)', (page, code, message) => {
    expect(problems(page, code)).toEqual([message])
  })

  it('says it differently in dev (B165)', () => {
    expect(problems('/a', exporting('getStaticProps', 'getStaticPaths'), 'dev')).toEqual([
      `getStaticPaths is only allowed for dynamic SSG pages and was found on '/a'.`,
    ])
  })

  it('finds several at once', () => {
    expect(problems('/[id]', 'export const getStaticPaths = f, getServerSideProps = f')).toHaveLength(3)
  })
})

describe('checkPage', () => {
  it('throws all of them', () => {
    const exports = readPageExports('export const getStaticPaths = f, getServerSideProps = f', 'page.js')
    expect(() => checkPage(exports, parsePattern('/a'), 'build')).toThrow(
      expect.objectContaining({ code: 'INVALID_PAGE_EXPORTS', message: expect.stringMatching(/.+\n.+\n.+/) }),
    )
    expect(() => checkPage(readPageExports(component, 'page.js'), parsePattern('/a'), 'build')).not.toThrow()
  })
})

describe('exportsOfModule', () => {
  it('sees what a wrapper hides from the source (B165)', () => {
    const wrapped = Object.assign(() => null, { getInitialProps: () => ({}), getStaticProps: () => ({}) })
    expect(exportsOfModule({ default: wrapped, getStaticProps: () => ({}), config: {} })).toEqual({
      default: true,
      getStaticProps: true,
      getStaticPaths: false,
      getServerSideProps: false,
      config: true,
      getInitialProps: true,
      attached: ['getStaticProps'],
    })
  })

  it('takes functions and wrapped components for components, and nothing else', () => {
    const isOne = (value: unknown) => exportsOfModule({ default: value }).default
    expect([() => null, class {}, memo(() => null)].map(isOne)).toEqual([true, true, true])
    expect([undefined, null, {}, 'p', 7].map(isOne)).toEqual([false, false, false, false, false])
  })
})

describe('dataKindOf', () => {
  it('says where props come from', () => {
    const of = (code: string) => dataKindOf(readPageExports(code, 'page.js'))
    expect(of(exporting('getStaticProps'))).toBe('static')
    expect(of(exporting('getServerSideProps'))).toBe('server')
    expect(of(exporting())).toBe('none')
  })
})
