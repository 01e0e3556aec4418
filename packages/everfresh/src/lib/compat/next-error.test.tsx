import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { HeadContext } from '../client/contexts.ts'
import { createHeadRegistry } from '../client/head-registry.ts'
import ErrorPage, { type ErrorProps } from './next-error.tsx'

function render(props: ErrorProps): { html: string; head: string } {
  const registry = createHeadRegistry()
  const html = renderToStaticMarkup(<HeadContext value={registry}>{<ErrorPage {...props} />}</HeadContext>)
  return { html, head: renderToStaticMarkup(<>{registry.elements()}</>) }
}

test('the status code has its text, also as the title (B74)', () => {
  const { html, head } = render({ statusCode: 404 })
  expect(html).toContain('This page could not be found.')
  expect(head).toContain('404: This page could not be found</title>')
})

test('a page may give its own text', () => {
  expect(render({ statusCode: 418, title: 'Teapot' }).html).toContain('Teapot.')
})

test('without a status code the browser’s console is where to look', () => {
  expect(render({}).html).toContain('a client-side exception has occurred')
})

test('its initial props come from the response, else from the error, else say 404', () => {
  expect(ErrorPage.getInitialProps({ res: { statusCode: 503 } })).toEqual({ statusCode: 503 })
  expect(ErrorPage.getInitialProps({ err: Object.assign(new Error(), { statusCode: 400 }) })).toEqual({
    statusCode: 400,
  })
  expect(ErrorPage.getInitialProps({ err: new Error() })).toEqual({ statusCode: undefined })
  expect(ErrorPage.getInitialProps({})).toEqual({ statusCode: 404 })
})
