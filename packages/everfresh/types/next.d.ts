/**
 * Types of `next` and `next/*` for editors and compilers, without `next` being installed. In a site's tsconfig.json:
 *
 *     { "compilerOptions": { "types": ["everfresh/next-types", "node"] } }
 */

/// <reference path="./styled-jsx.d.ts" />

declare module 'next' {
  export * from 'everfresh/next'
}

declare module 'next/types' {
  export * from 'everfresh/next'
}

declare module 'next/app' {
  export { default } from 'everfresh/next/app'
  export * from 'everfresh/next/app'
}

declare module 'next/compat/router' {
  export * from 'everfresh/next/compat/router'
}

declare module 'next/config' {
  export { default } from 'everfresh/next/config'
  export * from 'everfresh/next/config'
}

declare module 'next/constants' {
  export * from 'everfresh/next/constants'
}

declare module 'next/document' {
  export { default } from 'everfresh/next/document'
  export * from 'everfresh/next/document'
}

declare module 'next/dynamic' {
  export { default } from 'everfresh/next/dynamic'
  export * from 'everfresh/next/dynamic'
}

declare module 'next/error' {
  export { default } from 'everfresh/next/error'
  export * from 'everfresh/next/error'
}

declare module 'next/form' {
  export { default } from 'everfresh/next/form'
  export * from 'everfresh/next/form'
}

declare module 'next/head' {
  export { default } from 'everfresh/next/head'
  export * from 'everfresh/next/head'
}

declare module 'next/image' {
  export { default } from 'everfresh/next/image'
  export * from 'everfresh/next/image'
}

declare module 'next/legacy/image' {
  export { default } from 'everfresh/next/legacy/image'
  export * from 'everfresh/next/legacy/image'
}

declare module 'next/link' {
  export { default } from 'everfresh/next/link'
  export * from 'everfresh/next/link'
}

declare module 'next/navigation' {
  export * from 'everfresh/next/navigation'
}

declare module 'next/router' {
  export { default } from 'everfresh/next/router'
  export * from 'everfresh/next/router'
}

declare module 'next/script' {
  export { default } from 'everfresh/next/script'
  export * from 'everfresh/next/script'
}

declare module 'next/web-vitals' {
  export * from 'everfresh/next/web-vitals'
}

declare module 'next/font/local' {
  interface LocalFontOptions<Variable> {
    readonly src: string | readonly { readonly path: string; readonly weight?: string; readonly style?: string }[]
    readonly display?: 'auto' | 'block' | 'swap' | 'fallback' | 'optional'
    readonly weight?: string
    readonly style?: string
    readonly adjustFontFallback?: 'Arial' | 'Times New Roman' | false
    readonly fallback?: readonly string[]
    readonly preload?: boolean
    /** Name of a custom property, such as `--font-text`. */
    readonly variable?: Variable
    readonly declarations?: readonly { readonly prop: string; readonly value: string }[]
  }
  interface LocalFont {
    readonly className: string
    readonly style: { readonly fontFamily: string; readonly fontWeight?: number; readonly fontStyle?: string }
  }
  export default function localFont<const Variable extends `--${string}` | undefined = undefined>(
    options: LocalFontOptions<Variable>,
  ): Variable extends string ? LocalFont & { readonly variable: string } : LocalFont
}

// There are hundreds of families, each an export.
declare module 'next/font/google'

// What libraries and their tests import.

declare module 'next/dist/client/components/navigation' {
  export * from 'everfresh/next/navigation'
}

declare module 'next/dist/client/form' {
  export { default } from 'everfresh/next/form'
  export * from 'everfresh/next/form'
}

declare module 'next/dist/client/image-component' {
  export * from 'everfresh/next/image-component'
}

declare module 'next/dist/client/legacy/image' {
  export { default } from 'everfresh/next/legacy/image'
  export * from 'everfresh/next/legacy/image'
}

declare module 'next/dist/client/link' {
  export { default } from 'everfresh/next/link'
  export * from 'everfresh/next/link'
}

declare module 'next/dist/client/request-idle-callback' {
  export * from 'everfresh/next/idle-callback'
}

declare module 'next/dist/client/router' {
  export { default } from 'everfresh/next/router'
  export * from 'everfresh/next/router'
}

declare module 'next/dist/client/script' {
  export { default } from 'everfresh/next/script'
  export * from 'everfresh/next/script'
}

declare module 'next/dist/client/with-router' {
  export { default } from 'everfresh/next/with-router'
  export * from 'everfresh/next/with-router'
}

declare module 'next/dist/pages/_app' {
  export { default } from 'everfresh/next/app'
  export * from 'everfresh/next/app'
}

declare module 'next/dist/pages/_document' {
  export { default } from 'everfresh/next/document'
  export * from 'everfresh/next/document'
}

declare module 'next/dist/pages/_error' {
  export { default } from 'everfresh/next/error'
  export * from 'everfresh/next/error'
}

declare module 'next/dist/shared/lib/app-router-context' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/app-router-context.shared-runtime' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/constants' {
  export * from 'everfresh/next/constants'
}

declare module 'next/dist/shared/lib/dynamic' {
  export { default } from 'everfresh/next/dynamic'
  export * from 'everfresh/next/dynamic'
}

declare module 'next/dist/shared/lib/head' {
  export { default } from 'everfresh/next/head'
  export * from 'everfresh/next/head'
}

declare module 'next/dist/shared/lib/head-manager-context' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/head-manager-context.shared-runtime' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/hooks-client-context.shared-runtime' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/image-external' {
  export { default } from 'everfresh/next/image'
  export * from 'everfresh/next/image'
}

declare module 'next/dist/shared/lib/router-context' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/router-context.shared-runtime' {
  export * from 'everfresh/next/contexts'
}

declare module 'next/dist/shared/lib/runtime-config.external' {
  export { default } from 'everfresh/next/config'
  export * from 'everfresh/next/config'
}

declare module 'next/dist/shared/lib/utils' {
  export * from 'everfresh/next/shared-utils'
}

declare module 'next/dist/server/config-shared' {
  export type { NextConfig } from 'everfresh/next'
}

declare module 'next/dist/server/api-utils' {
  export type { NextApiRequestCookies, NextApiRequestQuery } from 'everfresh/next/shared-utils'
}

declare module 'next/dist/shared/lib/router/router' {
  export type { NextRouter, PrefetchOptions, TransitionOptions, Url } from 'everfresh/next/router'
}

declare module 'next/dist/types' {
  export type * from 'everfresh/next'
}

declare module 'styled-jsx' {
  import type { JSX, ReactNode } from 'react'

  export interface StyledJsxStyleRegistry {
    styles(options?: { nonce?: string }): JSX.Element[]
    flush(): void
    add(props: unknown): void
    remove(props: unknown): void
  }
  export function createStyleRegistry(): StyledJsxStyleRegistry
  export function StyleRegistry(props: { children: ReactNode; registry?: StyledJsxStyleRegistry }): JSX.Element
  export function useStyleRegistry(): StyledJsxStyleRegistry
}

declare module 'styled-jsx/style' {
  export default function JSXStyle(props: object): null
}

declare module 'styled-jsx/css' {
  import type { JSX } from 'react'

  interface Css {
    (rules: TemplateStringsArray, ...values: unknown[]): JSX.Element
    global(rules: TemplateStringsArray, ...values: unknown[]): JSX.Element
    resolve(rules: TemplateStringsArray, ...values: unknown[]): { className: string; styles: JSX.Element }
  }
  const css: Css
  export default css
  export const global: Css['global']
  export const resolve: Css['resolve']
}

declare module 'next/server' {
  export * from 'everfresh/next/server'
}

declare module '*.png' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.jpg' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.jpeg' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.gif' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.webp' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.avif' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.ico' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.bmp' {
  import type { StaticImageData } from 'everfresh/next/image'
  const image: StaticImageData
  export default image
}

declare module '*.svg' {
  // Plugins make components or text of drawings: whoever has one knows better.
  // oxlint-disable-next-line no-explicit-any -- see above
  const image: any
  export default image
}

declare module '*.module.css' {
  const classes: Readonly<Record<string, string>>
  export default classes
}

declare module '*.css' {}

declare module '*.module.scss' {
  const classes: Readonly<Record<string, string>>
  export default classes
}

declare module '*.module.sass' {
  const classes: Readonly<Record<string, string>>
  export default classes
}

declare module '*.scss' {}

declare module '*.sass' {}
