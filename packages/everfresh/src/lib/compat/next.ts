/** `next`: the types of pages and API routes. There is nothing in it at run time. */
// oxlint-disable-next-line no-restricted-imports -- types only, which are gone in browsers
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ComponentType } from 'react'
import type { Cookies } from '../api/types.ts'
import type { EverfreshConfig } from '../config/define-config.ts'
import type { OnRequestError } from '../render/instrumentation-types.ts'
import type { PageContext } from '../client/initial-props.ts'

export type { ApiConfig as PageConfig, NextApiHandler, NextApiRequest, NextApiResponse } from '../api/types.ts'
export type { AppContext, AppInitialProps, AppProps } from './next-app.tsx'
export type { DocumentContext, DocumentInitialProps, DocumentProps } from './next-document.tsx'
export type { NextRouter } from '../client/router-types.ts'

/** What `instrumentation.ts` exports: `export const onRequestError: Instrumentation.onRequestError = …`. */
// oxlint-disable-next-line typescript/no-namespace -- it is what sites write
export declare namespace Instrumentation {
  type onRequestError = OnRequestError
}

/** What `next.config` exports. Options that are not known here get a warning from every command. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- whatever else Next.js knows
export type NextConfig = EverfreshConfig & Record<string, any>

/** A number of bytes, or text such as `4mb`. */
export type SizeLimit = number | string
export type ResponseLimit = SizeLimit | boolean

export type ParsedUrlQuery = Record<string, string | string[] | undefined>
export type PreviewData = string | false | object | undefined

export type Redirect = { readonly destination: string; readonly basePath?: false } & (
  { readonly statusCode: 301 | 302 | 303 | 307 | 308 } | { readonly permanent: boolean }
)

type AnyProps = Record<string, unknown>
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the default of Next's own types, which sites rely on
type AnyPageProps = { [key: string]: any }

/** What makes a page's HTML be kept: seconds until it is stale, true for one second, false for never. */
interface Kept {
  readonly revalidate?: number | boolean | undefined
  /** Labels under which the page can be invalidated. */
  readonly tags?: readonly string[] | undefined
}

export interface GetStaticPropsContext<
  Params extends ParsedUrlQuery = ParsedUrlQuery,
  Preview extends PreviewData = PreviewData,
> {
  params?: Params
  preview?: boolean
  previewData?: Preview
  draftMode?: boolean
  revalidateReason?: 'on-demand' | 'build' | 'stale'
  locale?: string
  locales?: string[]
  defaultLocale?: string
}

export type GetStaticPropsResult<Props> =
  ({ props: Props } & Kept) | ({ redirect: Redirect } & Kept) | ({ notFound: true } & Kept)

export type GetStaticProps<
  Props extends AnyPageProps = AnyPageProps,
  Params extends ParsedUrlQuery = ParsedUrlQuery,
  Preview extends PreviewData = PreviewData,
> = (
  context: GetStaticPropsContext<Params, Preview>,
) => Promise<GetStaticPropsResult<Props>> | GetStaticPropsResult<Props>

export interface GetStaticPathsContext {
  locales?: string[]
  defaultLocale?: string
}

export interface GetStaticPathsResult<Params extends ParsedUrlQuery = ParsedUrlQuery> {
  paths: readonly (string | { params: Params; locale?: string })[]
  fallback: boolean | 'blocking'
}

export type GetStaticPaths<Params extends ParsedUrlQuery = ParsedUrlQuery> = (
  context: GetStaticPathsContext,
) => Promise<GetStaticPathsResult<Params>> | GetStaticPathsResult<Params>

export interface GetServerSidePropsContext<
  Params extends ParsedUrlQuery = ParsedUrlQuery,
  Preview extends PreviewData = PreviewData,
> {
  req: IncomingMessage & { cookies: Cookies }
  res: ServerResponse
  params?: Params
  query: ParsedUrlQuery
  preview?: boolean
  previewData?: Preview
  draftMode?: boolean
  resolvedUrl: string
  locale?: string
  locales?: string[]
  defaultLocale?: string
}

export type GetServerSidePropsResult<Props> =
  { props: Props | Promise<Props> } | { redirect: Redirect } | { notFound: true }

export type GetServerSideProps<
  Props extends AnyPageProps = AnyPageProps,
  Params extends ParsedUrlQuery = ParsedUrlQuery,
  Preview extends PreviewData = PreviewData,
> = (context: GetServerSidePropsContext<Params, Preview>) => Promise<GetServerSidePropsResult<Props>>

/** The props that a page gets from its getStaticProps. */
export type InferGetStaticPropsType<Function_ extends (context: never) => unknown> =
  Extract<Awaited<ReturnType<Function_>>, { props: unknown }> extends { props: infer Props } ? Props : never

/** The props that a page gets from its getServerSideProps. */
export type InferGetServerSidePropsType<Function_ extends (context: never) => unknown> =
  Extract<Awaited<ReturnType<Function_>>, { props: unknown }> extends { props: infer Props } ? Awaited<Props> : never

export type NextPageContext = Omit<PageContext, 'req' | 'res'> & {
  readonly req?: IncomingMessage
  readonly res?: ServerResponse
}

export type NextComponentType<
  Context = NextPageContext,
  InitialProps = AnyProps,
  Props = object,
> = ComponentType<Props> & { getInitialProps?(context: Context): InitialProps | Promise<InitialProps> }

export type NextPage<Props = object, InitialProps = Props> = NextComponentType<NextPageContext, InitialProps, Props>
