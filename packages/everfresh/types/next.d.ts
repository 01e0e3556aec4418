/**
 * Types of `next` and `next/*` for editors and compilers, without `next` being installed. In a site's tsconfig.json:
 *
 *     { "compilerOptions": { "types": ["everfresh/next-types", "node"] } }
 */

declare module 'next' {
  export * from 'everfresh/next'
}

declare module 'next/app' {
  export { default } from 'everfresh/next/app'
  export * from 'everfresh/next/app'
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

declare module 'next/router' {
  export { default } from 'everfresh/next/router'
  export * from 'everfresh/next/router'
}

declare module 'next/script' {
  export { default } from 'everfresh/next/script'
  export * from 'everfresh/next/script'
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
