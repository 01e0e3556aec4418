/** `next/error`: the error page of sites that have none of their own. */
import { Component, type CSSProperties, type ReactElement } from 'react'
import type { PageContext } from '../client/initial-props.ts'
import Head from './next-head.ts'

const reasons: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  404: 'This page could not be found',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
}

export interface ErrorProps {
  readonly statusCode?: number | undefined
  readonly hostname?: string
  /** In place of the status code's own text. */
  readonly title?: string
  readonly withDarkMode?: boolean
}

const page: CSSProperties = {
  fontFamily: 'system-ui, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  minHeight: '100vh',
  display: 'flex',
  flexDirection: 'column',
  alignItems: 'center',
  justifyContent: 'center',
  textAlign: 'center',
}
const line: CSSProperties = { display: 'flex', alignItems: 'center', minHeight: 48 }
const code: CSSProperties = { fontSize: 24, fontWeight: 500, margin: '0 20px 0 0', padding: '0 23px 0 0' }
const text: CSSProperties = { fontSize: 14, fontWeight: 400, margin: 0 }

const light = 'body{color:#000;background:#fff;margin:0}.next-error-h1{border-right:1px solid rgba(0,0,0,.3)}'
const dark =
  '@media (prefers-color-scheme:dark){body{color:#fff;background:#000}.next-error-h1{border-right:1px solid rgba(255,255,255,.3)}}'

type Context = Pick<PageContext, 'err'> & { readonly res?: unknown }

function errorInitialProps({ res, err }: Context): ErrorProps {
  const answered = (res as { statusCode?: number } | undefined)?.statusCode
  return { statusCode: answered ?? (err ? err.statusCode : 404) }
}

export default class ErrorPage<Props = object> extends Component<Props & ErrorProps> {
  static displayName = 'ErrorPage'
  static getInitialProps = errorInitialProps
  static origGetInitialProps = errorInitialProps

  override render(): ReactElement {
    const { statusCode, title, withDarkMode = true } = this.props
    const reason =
      title ??
      (statusCode === undefined
        ? 'Application error: a client-side exception has occurred (see the browser console for more information)'
        : (reasons[statusCode] ?? 'An unexpected error has occurred'))
    return (
      <div style={page}>
        <Head>
          <title>{statusCode === undefined ? reason : `${statusCode}: ${reason}`}</title>
        </Head>
        <style dangerouslySetInnerHTML={{ __html: withDarkMode ? light + dark : light }} />
        <div style={line}>
          {statusCode === undefined ? null : (
            <h1 className="next-error-h1" style={code}>
              {statusCode}
            </h1>
          )}
          <h2 style={text}>{reason}.</h2>
        </div>
      </div>
    )
  }
}
